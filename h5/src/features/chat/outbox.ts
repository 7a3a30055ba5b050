import { forgetStored, listStored, readStored, writeStored } from "../../app/storage.ts";
import type { Line } from "./line.ts";

/** Own lines that are not confirmed, kept on this device so that a reload or a flat battery loses none. */
export interface Outbox {
  read(): Line[];
  /** Stores what is new or changed and forgets what is gone. */
  follow(before: readonly Line[], now: readonly Line[]): void;
}

/** A line has a storage key of its own: two tabs then never write over each other's lines. */
export function openOutbox(groupId: string): Outbox {
  const start = `out.${groupId}.`;
  return {
    read: () => listStored(start).flatMap((key) => parseLine(readStored(key)) ?? []),
    follow: (before, now) => {
      const kept = new Set(now.map((line) => line.key));
      for (const line of before) if (!kept.has(line.key)) forgetStored(start + line.key);
      for (const line of now)
        if (!before.includes(line) && isStorable(line)) writeStored(start + line.key, JSON.stringify(line));
    },
  };
}

/** A picture that has not been uploaded is a file in memory: it cannot be kept. */
function isStorable(line: Line): boolean {
  return line.preview === null || line.picture !== null;
}

/** A stored line as it goes out again: what was under way when the page closed is sent again with its key. */
function parseLine(text: string | null): Line | undefined {
  const found = parse(text);
  if (!isLine(found)) return undefined;
  const state = found.state === "failed" ? "failed" : "sending";
  return { ...found, state, progress: null, preview: null };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    // Written by another version or cut short: there is nothing to send.
    return undefined;
  }
}

function isLine(value: unknown): value is Line {
  if (typeof value !== "object" || value === null) return false;
  return (
    "key" in value &&
    typeof value.key === "string" &&
    "text" in value &&
    typeof value.text === "string" &&
    "mentions" in value
  );
}
