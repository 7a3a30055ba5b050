/** A ZIP archive that is written while its contents come: no entry is ever held as a whole. */
import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly chunks: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
  readonly at: number;
}

/** Sizes follow each entry in a descriptor (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** 1980-01-01, the earliest that the format knows: the same rows make the same file. */
const date = 0x0021;

/** Entries one after the other, then the directory. What an entry's source throws ends the archive with it. */
export async function* writeZip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let at = 0;
  for await (const entry of entries) {
    const name = Buffer.from(entry.name);
    const head = headOf(name);
    yield head;
    const tally = { crc: 0, plain: 0, packed: 0 };
    for await (const chunk of pack(entry.chunks, tally)) yield chunk;
    const tail = descriptorOf(tally);
    yield tail;
    written.push({ name, at, ...tally });
    at += head.length + tally.packed + tail.length;
  }
  yield directoryOf(written, at);
}

async function* pack(
  chunks: ZipEntry["chunks"],
  tally: { crc: number; plain: number; packed: number },
): AsyncGenerator<Buffer> {
  async function* measured(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      const bytes = Buffer.from(chunk);
      tally.crc = crc32(bytes, tally.crc);
      tally.plain += bytes.length;
      yield bytes;
    }
  }
  // Level 3 takes half the time of the default and a tenth more space (sheets, measured 2026-11).
  // A failing source destroys the deflater, whose reading below then throws the same error.
  const deflater = pipeline(
    Readable.from(measured(), { objectMode: false }),
    createDeflateRaw({ level: 3 }),
    () => undefined,
  );
  for await (const packed of deflater) {
    if (!Buffer.isBuffer(packed)) throw new Error("a deflater gives buffers");
    tally.packed += packed.length;
    yield packed;
  }
}

function headOf(name: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(version, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(deflated, 8);
  head.writeUInt16LE(date, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function descriptorOf({ crc, packed, plain }: Pick<Written, "crc" | "packed" | "plain">): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(plain, 12);
  return tail;
}

function directoryOf(written: readonly Written[], at: number): Buffer {
  const rows = written.map((entry) => {
    const row = Buffer.alloc(46);
    row.writeUInt32LE(0x02014b50, 0);
    row.writeUInt16LE(version, 4);
    row.writeUInt16LE(version, 6);
    row.writeUInt16LE(flags, 8);
    row.writeUInt16LE(deflated, 10);
    row.writeUInt16LE(date, 14);
    row.writeUInt32LE(entry.crc, 16);
    row.writeUInt32LE(entry.packed, 20);
    row.writeUInt32LE(entry.plain, 24);
    row.writeUInt16LE(entry.name.length, 28);
    row.writeUInt32LE(entry.at, 42);
    return Buffer.concat([row, entry.name]);
  });
  const size = rows.reduce((sum, row) => sum + row.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...rows, end]);
}
