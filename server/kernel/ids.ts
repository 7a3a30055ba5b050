/**
 * Ids are uuidv7 made by the program, because PostgreSQL before 18 cannot, and because the shard of a row
 * must be known before it is written. Chance for the rest of the program comes from here as well.
 */
import { randomBytes, randomInt } from "node:crypto";
import type { Clock } from "./clock.ts";

export interface Ids {
  /** A fresh id of now; later ids of one process sort after earlier ones. */
  next<Id extends string>(): Id;
  /** An id that sorts with things of that instant: for messages that carry their own time. */
  at<Id extends string>(instant: Date): Id;
  /** An integer from 0 to `below` − 1. */
  randomBelow(below: number): number;
  /** Unguessable text for links and session tokens: base64url of that many bytes. */
  secret(bytes: number): string;
}

const pool = { hex: "", at: 0 };
const chanceDigits = 16;

/** Random hex in slices of one large draw: a draw per id costs four times as much (measured 2026-11). */
function drawChance(): string {
  if (pool.at + chanceDigits > pool.hex.length) {
    pool.hex = randomBytes((chanceDigits / 2) * 1024).toString("hex");
    pool.at = 0;
  }
  pool.at += chanceDigits;
  return pool.hex.slice(pool.at - chanceDigits, pool.at);
}

/** RFC 9562 version 7: 48 bits of milliseconds, 12 of sequence, 62 of chance. */
function uuidv7(ms: number, sequence: number): string {
  const time = ms.toString(16).padStart(12, "0");
  const chance = drawChance();
  const variant = ((Number.parseInt(chance.charAt(0), 16) & 3) | 8).toString(16);
  const counter = (sequence & 0xfff).toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${chance.slice(1, 4)}-${chance.slice(4)}`;
}

export function createIds(clock: Clock): Ids {
  let last = 0;
  let sequence = 0;
  const next = (): string => {
    const ms = clock.now().getTime();
    sequence = ms > last ? 0 : sequence + 1;
    if (sequence > 0xfff) {
      last += 1;
      sequence = 0;
    } else last = Math.max(last, ms);
    return uuidv7(last, sequence);
  };
  return {
    next: <Id extends string>() => next() as Id,
    at: <Id extends string>(instant: Date) => uuidv7(instant.getTime(), randomInt(0x1000)) as Id,
    randomBelow: (below) => randomInt(below),
    secret: (bytes) => randomBytes(bytes).toString("base64url"),
  };
}

/** The instant a uuidv7 was made at, in ms since 1970. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The smallest id of an instant: a bound for "newer than" and "older than". */
export function firstIdAt(ms: number): string {
  const time = Math.max(0, ms).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
