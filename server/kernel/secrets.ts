/**
 * Secrets at rest: AES-256-GCM under a key that is not in the database, so that who has a copy of the database alone
 * has none of them. Org and use are authenticated with each secret: one that is copied into another org's row, or
 * into another column, does not open.
 *
 * There may be several keys. The first one seals, all of them open: to change the key without a pause, give every
 * program the new key behind the old one, then in front of it, and drop the old one when nothing is sealed with it.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { dirname } from "node:path";

/** Where a secret belongs: it opens nowhere else. */
export interface SecretPlace {
  readonly org: string;
  /** What it is for, as in `duty.webhook`. Never change the word of secrets that are stored. */
  readonly use: string;
}

export interface Secrets {
  /** Encrypts a text for its place; the same text looks different each time. */
  seal(place: SecretPlace, text: string): string;
  /** Throws SecretError when its key is missing, it was changed, or it belongs to another place. */
  open(place: SecretPlace, sealed: string): string;
  /** False for what was sealed with an older key: seal it again, so that the older key can be dropped. */
  isCurrent(sealed: string): boolean;
}

/** What a person has to mend: a key that is missing, malformed or cannot be kept. Never quotes a key or a secret. */
export class SecretError extends Error {
  override name = "SecretError";
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const version = "v1";

interface Key {
  /** Names the key in what it sealed, and says nothing about it. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys of a file or a variable: base64 or base64url of 32 bytes each, one a line or separated by commas, `#` for remarks. */
export function readKeys(text: string): Buffer[] {
  const words = text
    .replaceAll(/#.*$/gm, "")
    .split(/[\s,]+/)
    .filter((word) => word !== "");
  const keys = words.map((word) => Buffer.from(word, "base64url"));
  const wrong = keys.findIndex((key, index) => key.length !== keyBytes || !/^[\w+/-]+=*$/.test(words[index] ?? ""));
  if (wrong !== -1) throw new SecretError(`key ${wrong + 1} is not 32 bytes in base64`);
  if (keys.length === 0) throw new SecretError("there is no key");
  return keys;
}

/** Seals with the first key and opens with all of them. */
export function createSecrets(keys: readonly Buffer[]): Secrets {
  const ring = keys.map((bytes): Key => ({ id: idOf(bytes), bytes }));
  const [current] = ring;
  if (!current) throw new SecretError("there is no key");
  return {
    seal: (place, text) => seal(current, place, text),
    open: (place, sealed) => {
      const [, id, body] = split(sealed);
      const key = ring.find((one) => one.id === id);
      if (!key) throw new SecretError(`the key ${id} that sealed this is not here`);
      return unseal(key, place, body);
    },
    isCurrent: (sealed) => split(sealed)[1] === current.id,
  };
}

/**
 * The secrets of an installation: with the keys of the configuration, or else with those of the file, which is made
 * with a fresh key at the first start, readable by its owner only.
 */
export async function openSecrets(options: { keys: string | null; file: string }): Promise<Secrets> {
  if (options.keys !== null) return createSecrets(readKeys(options.keys));
  const { file } = options;
  try {
    return createSecrets(readKeys((await readIfThere(file)) ?? (await makeKeyFile(file))));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SecretError(`${file}: ${reason}`, { cause: error });
  }
}

const idOf = (key: Buffer): string => createHash("sha256").update("qundao key").update(key).digest("hex").slice(0, 8);

const boundTo = ({ org, use }: SecretPlace): Buffer => Buffer.from(JSON.stringify([version, org, use]));

function seal(key: Key, place: SecretPlace, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: tagBytes }).setAAD(boundTo(place));
  const body = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${key.id}.${body.toString("base64url")}`;
}

function split(sealed: string): [version: string, keyId: string, body: Buffer] {
  const [format, id, body] = sealed.split(".");
  if (format !== version || !id || !body) throw new SecretError("this is not a sealed secret");
  return [format, id, Buffer.from(body, "base64url")];
}

function unseal(key: Key, place: SecretPlace, body: Buffer): string {
  try {
    const tag = body.subarray(body.length - tagBytes);
    const cipher = createDecipheriv("aes-256-gcm", key.bytes, body.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    cipher.setAAD(boundTo(place)).setAuthTag(tag);
    const text = [cipher.update(body.subarray(nonceBytes, body.length - tagBytes)), cipher.final()];
    return Buffer.concat(text).toString("utf8");
  } catch (error) {
    throw new SecretError("the secret was changed, or belongs to another place", { cause: error });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Two programs may start at once: each writes a file of its own, and one of them gets the name. */
async function makeKeyFile(file: string): Promise<string> {
  const text = `${randomBytes(keyBytes).toString("base64url")}\n`;
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await link(draft, file);
    return text;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return await readFile(file, "utf8");
  } finally {
    await handle.close();
    await unlink(draft);
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
