/** Test builders: what rules hand over, and cases. */
import type { CaseId, GroupId, MemberId, MessageId, RuleId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Catch, Ground, Punishment } from "../rules/index.ts";
import type { Case } from "./case.ts";

/** One rule that was broken; it asks for the ladder unless told otherwise. */
export const buildGround = (change: { name?: string; asks?: readonly Punishment[] } = {}): Ground => ({
  rule: { id: "0190a000-0000-7000-8000-00000000000a" as RuleId, name: change.name ?? "疑似广告", version: 3 },
  hits: [{ word: "加微信", start: 0, end: 3, via: "folded" }],
  asks: change.asks ?? [{ kind: "ladder" }],
});

export const buildCatch = (
  ctx: Ctx,
  at: { groupId: GroupId; memberId: MemberId; carrier?: "web" | "fake"; grounds?: readonly Ground[] },
  text = "加薇信领优惠",
): Catch => ({
  messageId: ctx.ids.next<MessageId>(),
  text,
  group: { id: at.groupId, name: "猫咪一群", carrier: at.carrier ?? "web" },
  memberId: at.memberId,
  grounds: at.grounds ?? [buildGround()],
});

/** A case that is nowhere stored: a warning by a rule. */
export const buildCase = (change: Partial<Case> = {}): Case => ({
  id: "0190a000-0000-7000-8000-0000000000c1" as CaseId,
  at: new Date("2026-11-24T02:00:00Z"),
  groupId: "0190a000-0000-7000-8000-0000000000b1" as GroupId,
  memberId: "0190a000-0000-7000-8000-0000000000d1" as MemberId,
  step: "warn",
  offence: 1,
  expiresAt: null,
  messageId: "0190a000-0000-7000-8000-0000000000e1" as MessageId,
  text: "加薇信领优惠",
  hits: [],
  rule: { id: "0190a000-0000-7000-8000-00000000000a" as RuleId, name: "疑似广告", version: 3 },
  actor: { kind: "rule", id: null, name: "疑似广告" },
  actionIds: [],
  undone: null,
  ...change,
});
