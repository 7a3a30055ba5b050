import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";

const windowMs = 15 * 60_000;
const limits = { account: 10, address: 50 } as const;

export type TryKind = keyof typeof limits;

/** Tries before this instant no longer count. */
export const windowStart = (now: Date): Date => new Date(now.getTime() - windowMs);

/** When another try is allowed, given the earlier ones; undefined when it is allowed now. */
export function decideRetryAt(kind: TryKind, times: readonly Date[], now: Date): Date | undefined {
  const start = windowStart(now).getTime();
  const counted = times.map((time) => time.getTime()).filter((ms) => ms > start);
  const limit = limits[kind];
  if (counted.length < limit) return undefined;
  const leaves = counted.toSorted((a, b) => a - b)[counted.length - limit] ?? now.getTime();
  return new Date(leaves + windowMs);
}

/** Whom an address belongs to: an IPv6 customer has a whole /64, and would else have as many tries as he likes. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${parsed.toByteArray().slice(0, 8).join(".")}/64`;
}

/** The keys a try counts under. Hashed: people type passwords into the account's field. */
export function keysOfTry(account: string, address: string): Readonly<Record<TryKind, string>> {
  const network = networkOf(address);
  return { account: `account/${digest(`${account}|${network}`)}`, address: `address/${digest(network)}` };
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");
