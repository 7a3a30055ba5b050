import type { LiveCode } from "../../../../contract/groups.ts";
import type { Format } from "../../app/format.ts";
import type { Messages } from "../../messages/messages.ts";
import type { Tone } from "../../ui-kit/state-tag.tsx";

/** How a live code's state looks. */
export const codeTone: Record<LiveCode["state"], Tone> = {
  open: "good",
  full: "ask",
  not_yet: "calm",
  expired: "rest",
  stopped: "rest",
};

/** From when to when a code is valid. */
export function sayValidity(code: Pick<LiveCode, "validFrom" | "validUntil">, t: Messages, format: Format): string {
  const words = t.liveCodes;
  const parts = [
    code.validFrom && words.from(format.dateTime(code.validFrom)),
    code.validUntil && words.until(format.dateTime(code.validUntil)),
  ].filter((part) => typeof part === "string");
  return parts.join(" ") || words.always;
}
