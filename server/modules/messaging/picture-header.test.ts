import { createCanvas } from "@napi-rs/canvas";
import { expect, test } from "vitest";
import { readPictureHeader } from "./picture-header.ts";

const canvas = createCanvas(37, 21);
canvas.getContext("2d").fillRect(3, 3, 9, 9);

const encoders = {
  jpeg: () => canvas.encode("jpeg", 80),
  png: () => canvas.encode("png"),
  webp: () => canvas.encode("webp", 80),
  gif: async () => gif(37, 21),
};

test.each(["jpeg", "png", "webp", "gif"] as const)("reads the size of a %s before it is decoded", async (type) => {
  const bytes = await encoders[type]();
  expect(readPictureHeader(bytes)).toEqual({ type, width: 37, height: 21 });
});

test.each([
  ["text", Buffer.from("<svg onload=alert(1)></svg>".padEnd(64))],
  ["nothing", Buffer.alloc(0)],
  ["a cut JPEG", Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(40)])],
  ["a PDF", Buffer.from("%PDF-1.7".padEnd(64))],
])("finds no picture in %s", (_name, bytes) => {
  expect(readPictureHeader(bytes)).toBeUndefined();
});

function gif(width: number, height: number): Buffer {
  const head = Buffer.alloc(40);
  head.write("GIF89a", "latin1");
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
}
