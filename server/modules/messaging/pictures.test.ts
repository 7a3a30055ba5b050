/** Pictures over real HTTP: what is taken, what is refused before it costs anything, and who may look. */
import { createCanvas, loadImage, type Canvas } from "@napi-rs/canvas";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { ProblemBody } from "../../../contract/problems.ts";
import { openTestServer, type As } from "../../../test/harness/server.ts";
import { buildGroup, buildPresent } from "../groups/build.ts";
import { buildOrg } from "../org/build.ts";
import { createRoutes, Ingest, listeners } from "./index.ts";

const ingest: Ingest = new Ingest({
  ctxFor: (org) => server.ctxAs({ org }),
  hooks: [],
  announce: () => undefined,
});
const server = await openTestServer({ routes: createRoutes({ ingest }), listeners });
const { ctx } = server;
let groupId: GroupId;
let author: As;
let memberId: MemberId;

beforeAll(async () => {
  await buildOrg(ctx);
  groupId = (await buildGroup(ctx)).id;
  [memberId = memberId] = await buildPresent(ctx, groupId, 1);
  author = server.member(memberId);
});

const boundary = "----a-part-ends-here";

/** Uploads as a browser does: multipart, one part `file`. */
async function upload(bytes: Buffer, change: { as?: As; name?: string; url?: string; field?: string } = {}) {
  const { as = author, name = "photo.jpg", url = "/api/h5/pictures", field = "file" } = change;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`;
  const response = await server.server.inject({
    method: "POST",
    url,
    headers: { ...server.headersAs(as), "content-type": `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
  const body = response.json<ProblemBody & { id: string; width: number; height: number }>();
  return { status: response.statusCode, body, code: body.code };
}

async function storedJpeg(id: string): Promise<{ jpeg: Buffer; small: Buffer }> {
  const { rows } = await sql<{ jpeg: Buffer; small: Buffer }>`
    select jpeg, small_jpeg as small from pictures where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Error("the picture was stored");
  return row;
}

function draw(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#d33";
  pen.fillRect(0, 0, width / 2, height);
  return canvas;
}

/** The first bytes of a PNG that says it is this large; nothing follows. */
function pngHeader(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes);
  bytes.write("IHDR", 12, "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** A JPEG with an EXIF block: turned a quarter to the right, and a place. */
function withExif(jpeg: Buffer): Buffer {
  const orientation = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const body = Buffer.concat([Buffer.from("Exif\0\0"), Buffer.from(orientation), Buffer.from("GPS 31.2304 121.4737")]);
  const marker = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)]);
}

describe("a picture that is taken", () => {
  test.each([
    ["of one pixel", 1, 1, 1, 1],
    ["of twelve megapixels, made smaller", 4_000, 3_000, 1_600, 1_200],
    ["very long and thin", 3_200, 2, 1_600, 1],
  ])("may be %s", async (_name, width, height, shownWidth, shownHeight) => {
    const { status, body } = await upload(await draw(width, height).encode("png"));
    expect({ status, ...body }).toMatchObject({ status: 200, width: shownWidth, height: shownHeight });
    const { jpeg, small } = await storedJpeg(body.id);
    expect(await loadImage(jpeg)).toMatchObject({ width: shownWidth, height: shownHeight });
    expect(Math.max((await loadImage(small)).width, (await loadImage(small)).height)).toBeLessThanOrEqual(480);
  });

  test.each(["png", "jpeg", "webp"] as const)(
    "may be a %s, whatever its name says, and is kept as a JPEG",
    async (type) => {
      const canvas = draw(40, 30);
      const bytes = type === "png" ? await canvas.encode("png") : await canvas.encode(type, 80);
      const { status, body } = await upload(bytes, { name: "../../../etc/passwd.exe" });
      expect(status).toBe(200);
      expect((await storedJpeg(body.id)).jpeg.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    },
  );

  test("keeps its pixels alone: upright, without the place it was taken at", async () => {
    const { body } = await upload(withExif(await draw(80, 40).encode("jpeg", 90)));
    expect(body).toMatchObject({ width: 40, height: 80 });
    const { jpeg, small } = await storedJpeg(body.id);
    for (const bytes of [jpeg, small]) {
      expect(bytes.includes("Exif")).toBe(false);
      expect(bytes.includes("31.2304")).toBe(false);
    }
  });
});

test("a page that begins like a GIF is kept as its pixels, so nothing of the page is served", async () => {
  const { body } = await upload(Buffer.from("GIF89a\u0009\0\u0009\0<script>alert(1)</script>".padEnd(80)));
  expect((await storedJpeg(body.id)).jpeg.includes("script")).toBe(false);
});

describe("a picture that is refused", () => {
  test("is one of 50 MB", async () => {
    const { status, code } = await upload(
      Buffer.concat([await draw(9, 9).encode("jpeg"), Buffer.alloc(50 * 1024 * 1024)]),
    );
    expect({ status, code }).toEqual({ status: 413, code: "picture.too_large" });
  });

  test("is one of 50 MB that comes over a real connection, and its sender hears why", async () => {
    const origin = await server.server.listen({ host: "127.0.0.1", port: 0 });
    const form = new FormData();
    const jpeg = await draw(9, 9).encode("jpeg");
    form.append("file", new Blob([jpeg, new Uint8Array(50 * 1024 * 1024)], { type: "image/jpeg" }), "photo.jpg");
    const response = await fetch(`${origin}/api/h5/pictures`, {
      method: "POST",
      headers: server.headersAs(author),
      body: form,
    });
    expect([response.status, (await response.json()) as ProblemBody]).toMatchObject([
      413,
      { code: "picture.too_large" },
    ]);
  });

  test("is one just above the limit", async () => {
    const { code } = await upload(Buffer.concat([await draw(9, 9).encode("jpeg"), Buffer.alloc(10 * 1024 * 1024)]));
    expect(code).toBe("picture.too_large");
  });

  test.each([
    ["a text with the name of a picture", Buffer.from("这不是图片".repeat(20))],
    ["nothing", Buffer.alloc(0)],
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect/></svg>')],
    ["a PNG of no size", pngHeader(0, 100)],
    ["a picture that is cut off", pngHeader(100, 100)],
  ])("is %s", async (_name, bytes) => {
    const { status, code } = await upload(bytes);
    expect({ status, code }).toEqual({ status: 415, code: "picture.not_a_picture" });
  });

  test("is one of 20,000 × 20,000, by its header, without being opened", async () => {
    const before = process.memoryUsage().rss;
    const startedAt = performance.now();
    const { status, body } = await upload(pngHeader(20_000, 20_000));
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: "picture.too_many_pixels", detail: { width: 20_000, height: 20_000 } });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test("is one that is sent as JSON", async () => {
    const headers = server.headersAs(author);
    const json = await server.server.inject({
      method: "POST",
      url: "/api/h5/pictures",
      headers,
      payload: { file: "…" },
    });
    expect(json.json()).toMatchObject({ code: "picture.not_a_picture" });
  });

  test("leaves nothing behind", async () => {
    const count = async () => (await sql`select id from pictures`.execute(ctx.db)).rows.length;
    const before = await count();
    await upload(pngHeader(20_000, 20_000));
    await upload(Buffer.from("text".repeat(40)));
    expect(await count()).toBe(before);
  });
});

test("staff upload by the same rules", async () => {
  const picture = await draw(20, 20).encode("png");
  expect((await upload(picture, { as: "operator", url: "/api/pictures" })).status).toBe(200);
  expect((await upload(Buffer.from("x".repeat(99)), { as: "operator", url: "/api/pictures" })).code).toBe(
    "picture.not_a_picture",
  );
  expect((await upload(picture, { as: "viewer", url: "/api/pictures" })).code).toBe("permission.missing");
  expect((await upload(picture, { as: "nobody", url: "/api/pictures" })).code).toBe("session.missing");
});
