import type { Picture } from "../../../contract/messaging.ts";
import type { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { refuse } from "../../kernel/problem.ts";
import { readPictureHeader } from "./picture-header.ts";
import { insertPicture } from "./store/pictures.ts";

/** Forty megapixels: more than any phone's ordinary photograph, little enough to decode in 160 MB. */
const maxPixels = 40_000_000;
const longSide = { full: 1600, small: 480 } as const;

/**
 * Stores a picture re-encoded as JPEG in two sizes, so that nothing of the upload but its pixels is kept: no
 * place of capture, no hidden file. Refuses what is no picture by its own first bytes, whatever its name says.
 */
export async function uploadPicture(ctx: Ctx, bytes: Buffer | undefined): Promise<z.infer<typeof Picture>> {
  const header = bytes && readPictureHeader(bytes);
  if (!bytes || !header || header.width < 1 || header.height < 1) refuse("picture.not_a_picture");
  if (header.width * header.height > maxPixels)
    refuse("picture.too_many_pixels", { width: header.width, height: header.height, maxPixels });
  const encoded = await reencode(bytes);
  const ownerId = ctx.actor.id ?? refuse("session.missing");
  const { width, height, jpeg, smallJpeg } = encoded;
  const id = await ctx.transaction((tx) => insertPicture(tx, { ownerId, width, height, jpeg, smallJpeg }));
  return { id, width, height };
}

async function reencode(bytes: Buffer): Promise<{ width: number; height: number; jpeg: Buffer; smallJpeg: Buffer }> {
  // Loaded on first use: the native canvas takes 30 MB that a program without pictures need not hold.
  const { createCanvas, loadImage } = await import("@napi-rs/canvas");
  const image = await loadImage(bytes).catch(() => refuse("picture.not_a_picture"));
  const draw = async (side: number) => {
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    const [width, height] = [
      Math.max(1, Math.round(image.width * scale)),
      Math.max(1, Math.round(image.height * scale)),
    ];
    const canvas = createCanvas(width, height);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, width, height);
    pen.drawImage(image, 0, 0, width, height);
    return { width, height, jpeg: await canvas.encode("jpeg", 84) };
  };
  const full = await draw(longSide.full);
  const small = await draw(longSide.small);
  return { ...full, smallJpeg: small.jpeg };
}
