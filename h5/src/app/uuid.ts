/**
 * Ids made on the device. `crypto.randomUUID` exists only on secure pages, and a group may be opened over
 * plain HTTP in a local network, so they are put together from `getRandomValues`.
 */
function randomBytes(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(16));
}

function format(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A random id (version 4): for Idempotency-Key. */
export function makeUuid(): string {
  const bytes = randomBytes();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return format(bytes);
}

/** A uuidv7 of the given time in ms; `random` is 16 bytes of chance. */
export function makeUuidV7(ms: number, random: Uint8Array = randomBytes()): string {
  const bytes = Uint8Array.from(random);
  for (let at = 5, rest = Math.max(0, Math.floor(ms)); at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return format(bytes);
}

/** The time in ms that a uuidv7 carries. */
export function readUuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** Makes uuidv7 keys that grow with every call, also within one millisecond and when the clock steps back. */
export function makeKeyMaker(now: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(now(), last + 1);
    return makeUuidV7(last);
  };
}
