import { readStored, writeStored } from "../../app/storage.ts";

const keyOf = (groupId: string) => `read.${groupId}`;

/** The newest message that was on this device's screen; null when the group was never open here. */
export function readReadMark(groupId: string): string | null {
  return readStored(keyOf(groupId));
}

/** Moves the mark forward, never back: another tab may have read on. */
export function moveReadMark(groupId: string, id: string): void {
  if (id > (readReadMark(groupId) ?? "")) writeStored(keyOf(groupId), id);
}
