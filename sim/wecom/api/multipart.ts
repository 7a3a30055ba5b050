/** The file of a form. */
export interface Upload {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The part called `media`, or `undefined` when the body has none. */
export function readUpload(contentType: string, body: Buffer): Upload | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at !== -1) {
    const next = body.indexOf(mark, at + mark.length);
    if (next === -1) return undefined;
    const upload = readPart(body.subarray(at + mark.length, next));
    if (upload) return upload;
    at = next;
  }
  return undefined;
}

function readPart(part: Buffer): Upload | undefined {
  const end = part.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const head = part.toString("utf8", 0, end);
  if (!/content-disposition:[^\r\n]*\bname="?media"?/i.test(head)) return undefined;
  const filename = /filename\*?="?([^";\r\n]*)"?/i.exec(head)?.[1] ?? "";
  const contentType = /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1] ?? "application/octet-stream";
  // Before the next boundary stands a line break that is not the file's.
  return { filename, contentType, bytes: Buffer.from(part.subarray(end + 4, part.length - 2)) };
}
