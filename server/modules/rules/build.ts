/** Test builders: a group with people in it, and rules for it. */
import type { CommunityId, GroupId, MemberId, MessageId, RuleId } from "../../../contract/ids.ts";
import type { RuleConditions } from "../../../contract/rules.ts";
import type { Ctx } from "../../kernel/context.ts";
import { buildGroup as buildAnyGroup } from "../groups/build.ts";
import { joinGroup } from "../groups/index.ts";
import { buildMember as buildAnyMember } from "../members/build.ts";
import type { Arrival } from "../messaging/index.ts";
import { createRule } from "./create-rule.ts";
import type { Rule, RuleDefinition } from "./rule.ts";

/** Conditions that ask nothing, but for what is given. */
export const buildConditions = (change: Partial<RuleConditions> = {}): RuleConditions => ({
  keywords: null,
  contact: [],
  communityIds: [],
  groupIds: [],
  groupTags: [],
  memberTags: [],
  newcomer: null,
  between: null,
  ...change,
});

/** Words of which one is enough, folded. */
export const anyOf = (...words: string[]): { mode: "any"; words: string[]; folded: boolean } => ({
  mode: "any",
  words,
  folded: true,
});

/** A live rule that answers 群规 at once, unless told otherwise. */
export const buildDefinition = (change: Partial<RuleDefinition> = {}): RuleDefinition => ({
  name: "群规",
  mode: "live",
  trigger: "message.received",
  priority: 100,
  stopsHere: false,
  conditions: buildConditions({ keywords: anyOf("群规") }),
  actions: [{ kind: "reply", text: "看公告", mention: false }],
  coolDown: { memberMinutes: 0, groupMinutes: 0 },
  ...change,
});

let built = 0;

/** A rule that is nowhere stored. */
export function buildRule(change: Partial<Rule> = {}): Rule {
  built += 1;
  const id = `00000000-0000-7000-8000-${String(built).padStart(12, "0")}` as RuleId;
  return { id, version: 1, updatedAt: new Date("2026-11-24T02:00:00Z"), ...buildDefinition(change), ...change };
}

/** The same, stored. */
export const storeRule = (ctx: Ctx, change: Partial<RuleDefinition> = {}): Promise<Rule> =>
  createRule(ctx, buildDefinition(change));

export interface BuiltGroup {
  readonly id: GroupId;
  readonly communityId: CommunityId;
  readonly name: string;
}

/** An open group on the web; the org's own row must exist. */
export const buildGroup = (ctx: Ctx, change: { name?: string; tags?: string[] } = {}): Promise<BuiltGroup> =>
  buildAnyGroup(ctx, { name: "猫咪一群", capacity: 2000, ...change });

/** Somebody new; he is in no group yet. */
export const buildMember = (ctx: Ctx, nickname = "阿福"): Promise<MemberId> => buildAnyMember(ctx, { nickname });

/** Brings a member into a group as a live code does; listeners hear of it. */
export const enterGroup = (ctx: Ctx, groupId: GroupId, memberId: MemberId): Promise<boolean> =>
  ctx.transaction((tx) => joinGroup(tx, { groupId, memberId, source: { kind: "live_code", id: null } }));

/** A message on its way in, with the facts that ingest adds. */
export function buildArrival(
  ctx: Ctx,
  at: { group: BuiltGroup; memberId: MemberId; tags?: string[]; isTrusted?: boolean; isHistory?: boolean },
  text: string,
): Arrival {
  const { group, memberId } = at;
  const now = ctx.clock.now();
  return {
    id: ctx.ids.next<MessageId>(),
    inbound: {
      org: ctx.org,
      carrier: "web",
      externalId: ctx.ids.next<MessageId>(),
      at: now,
      groupId: group.id,
      memberId,
      kind: "text",
      text,
      isHistory: at.isHistory ?? false,
    },
    group: { ...group, carrier: "web", state: "open", tags: [] },
    sender: { memberId, nickname: "阿福", tags: at.tags ?? [], isTrusted: at.isTrusted ?? false, joinedAt: now },
  };
}
