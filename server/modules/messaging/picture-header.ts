/** What a picture says of itself before it is decoded, so that a bomb is refused without opening it. */

export interface PictureHeader {
  readonly type: "jpeg" | "png" | "webp" | "gif";
  readonly width: number;
  readonly height: number;
}

/** Reads type and size from the first bytes; undefined when it is none of the types that are accepted. */
export function readPictureHeader(bytes: Buffer): PictureHeader | undefined {
  if (bytes.length < 32) return undefined;
  if (bytes.readUInt32BE(0) === 0x89504e47)
    return { type: "png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.toString("latin1", 0, 4) === "GIF8")
    return { type: "gif", width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP") return readWebp(bytes);
  if (bytes.readUInt16BE(0) === 0xffd8) return readJpeg(bytes);
  return undefined;
}

function readWebp(bytes: Buffer): PictureHeader | undefined {
  const kind = bytes.toString("latin1", 12, 16);
  if (kind === "VP8X") return { type: "webp", width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind === "VP8 ")
    return { type: "webp", width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (kind !== "VP8L") return undefined;
  const bits = bytes.readUInt32LE(21);
  return { type: "webp", width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** Walks the segments to the start of frame, which holds the size. */
function readJpeg(bytes: Buffer): PictureHeader | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { type: "jpeg", width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
