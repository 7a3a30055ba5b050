import type { Condition, SegmentSubject } from "../../../../contract/segments.ts";
import type { Messages } from "../../messages/messages.ts";

/** A segment as it is being written. */
export interface SegmentDraft {
  readonly name: string;
  readonly subject: SegmentSubject;
  readonly condition: Condition;
}

export const examples = ["silent", "full", "blank"] as const;
export type Example = (typeof examples)[number];

/** A ready sentence to begin with. */
export function startSegment(example: Example, t: Messages): SegmentDraft {
  const words = t.segments.examples;
  if (example === "silent")
    return {
      name: words.silent,
      subject: "member",
      condition: {
        kind: "all",
        of: [
          {
            kind: "any",
            of: [
              { kind: "fact", fact: "member.last_active", op: "older_than_days", value: 30 },
              { kind: "fact", fact: "member.last_active", op: "unknown", value: null },
            ],
          },
          { kind: "fact", fact: "member.group_count", op: "at_least", value: 1 },
          { kind: "fact", fact: "member.blocked", op: "is", value: false },
        ],
      },
    };
  if (example === "full")
    return {
      name: words.full,
      subject: "group",
      condition: {
        kind: "all",
        of: [
          { kind: "fact", fact: "group.fill", op: "at_least", value: 90 },
          { kind: "fact", fact: "group.state", op: "is_any", value: ["open"] },
        ],
      },
    };
  return { name: "", subject: "member", condition: { kind: "all", of: [] } };
}
