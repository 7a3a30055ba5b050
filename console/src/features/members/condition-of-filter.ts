import type { Condition } from "../../../../contract/segments.ts";

interface MemberFilter {
  readonly q?: string | undefined;
  readonly tag?: string | undefined;
  readonly groupId?: string | undefined;
  readonly communityId?: string | undefined;
}

/** What the list is narrowed to, as a condition that can be kept as a segment. */
export function conditionOfFilter({ q, tag, groupId, communityId }: MemberFilter): Condition {
  const parts: readonly (readonly [string, "contains" | "has_any", string | string[] | undefined])[] = [
    ["member.nickname", "contains", q],
    ["member.tags", "has_any", tag && [tag]],
    ["member.groups", "has_any", groupId && [groupId]],
    ["member.communities", "has_any", communityId && [communityId]],
  ];
  return {
    kind: "all",
    of: parts.flatMap(([fact, op, value]) => (value ? { kind: "fact" as const, fact, op, value } : [])),
  };
}
