import { signal } from "@preact/signals";

/** What must be added to this device's clock to get the server's, in ms. */
const offsetMs = signal(0);
let isExact = false;

/** The socket's first frame tells the server's time to the millisecond. */
export function noteServerTime(ms: number): void {
  offsetMs.value = ms - Date.now();
  isExact = true;
}

/** Until then the Date header of any answer is good to a second. */
export function noteDateHeader(header: string | null): void {
  const ms = header === null ? Number.NaN : Date.parse(header);
  if (isExact || Number.isNaN(ms)) return;
  const found = ms - Date.now();
  // Within the second of the header and a slow answer the device's own clock is the better one.
  offsetMs.value = Math.abs(found) < 3000 ? 0 : found;
}

/** The server's time in ms since 1970, as well as it is known. */
export function serverNow(): number {
  return Date.now() + offsetMs.value;
}
