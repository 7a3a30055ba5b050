import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject } from "node:crypto";

/** PKCS#7 is filled to 32 bytes, not to the cipher's 16. */
const block = 32;

/** What ciphers are made with; making it anew for each message is a third of the work. */
export interface AesKey {
  readonly secret: KeyObject;
  readonly iv: Buffer;
}

/** The 32 bytes behind an EncodingAESKey of 43 letters and digits; undefined when it is none. */
export function readAesKey(encodingAesKey: string): AesKey | undefined {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) return undefined;
  return aesKeyOf(Buffer.from(`${encodingAesKey}=`, "base64"));
}

export function aesKeyOf(bytes: Buffer): AesKey {
  return { secret: createSecretKey(bytes), iv: bytes.subarray(0, 16) };
}

/** What `msg_signature` must be: SHA-1 of the four strings, sorted and joined. */
export function signCallback(parts: {
  readonly token: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypted: string;
}): string {
  const joined = [parts.token, parts.timestamp, parts.nonce, parts.encrypted].toSorted(byCodeUnit).join("");
  return createHash("sha1").update(joined).digest("hex");
}

/** AES-256-CBC of 16 random bytes, the length as four bytes, the message, and the id of whom it is for. */
export function encryptMessage(at: {
  readonly key: AesKey;
  readonly random16: Buffer;
  readonly message: string;
  readonly receiveId: string;
}): string {
  const message = Buffer.from(at.message, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const plain = Buffer.concat([at.random16, length, message, Buffer.from(at.receiveId, "utf8")]);
  const fill = block - (plain.length % block);
  const cipher = createCipheriv("aes-256-cbc", at.key.secret, at.key.iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(fill, fill)), cipher.final()]).toString(
    "base64",
  );
}

export type Decrypted =
  | { readonly isGood: true; readonly message: string; readonly receiveId: string; readonly pad: number }
  | { readonly isGood: false; readonly fault: "length" | "padding" | "bounds" };

/** The other way round, judging everything that can be wrong; whom it is for is the caller's to compare. */
export function decryptMessage(key: AesKey, encrypted: string): Decrypted {
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length === 0 || bytes.length % 16 !== 0) return { isGood: false, fault: "length" };
  const decipher = createDecipheriv("aes-256-cbc", key.secret, key.iv).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = plain.at(-1) ?? 0;
  const isPadded =
    pad >= 1 && pad <= block && pad <= plain.length && plain.subarray(-pad).every((byte) => byte === pad);
  if (!isPadded) return { isGood: false, fault: "padding" };
  const end = plain.length - pad;
  if (end < 20) return { isGood: false, fault: "bounds" };
  const messageEnd = 20 + plain.readUInt32BE(16);
  if (messageEnd > end) return { isGood: false, fault: "bounds" };
  const message = plain.toString("utf8", 20, messageEnd);
  return { isGood: true, message, receiveId: plain.toString("utf8", messageEnd, end), pad };
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
