/**
 * A world with two communities, one of which a limited colleague must never hear of: the canary stands in every text
 * that belongs to it. A new kind of thing gets a specimen here, in `outside`, or a line in `orgWide` that says why not.
 */
import type { CommunityId, GroupId, MemberId, MessageId, StaffId } from "../../contract/ids.ts";
import { webCarrier } from "../../server/carriers/web/index.ts";
import type { Ctx } from "../../server/kernel/context.ts";
import { buildCommunity, buildGroup, buildLiveCode, buildMembership } from "../../server/modules/groups/build.ts";
import { endMembership } from "../../server/modules/groups/index.ts";
import { adjustPoints } from "../../server/modules/ledger/adjust-points.ts";
import { planOne } from "../../server/modules/messaging/build.ts";
import { Dispatcher, registerCarrier, type Ingest } from "../../server/modules/messaging/index.ts";
import { reportMessage } from "../../server/modules/moderation/report-message.ts";
import { listStoredCases } from "../../server/modules/moderation/store/cases.ts";
import { listStoredReports } from "../../server/modules/moderation/store/reports.ts";
import { insertPicture } from "../../server/modules/messaging/store/pictures.ts";
import { buildOrg, buildStaff } from "../../server/modules/org/build.ts";
import { anyOf, buildConditions, storeRule } from "../../server/modules/rules/build.ts";
import { buildTask } from "../../server/modules/tasks/build.ts";

export const canary = "暗礁";

/** Ids in routes that name something of the org as a whole, which everybody with the permission sees. */
export const orgWide: ReadonlySet<string> = new Set([
  "staffId",
  "ownerId",
  "toId",
  "sessionId",
  // Behind permissions that nobody with a scope has.
  "tokenId",
  "entryId",
  "subjectId",
  // Segments belong to all; whom they hold is narrowed to what the asker may see.
  "segmentId",
  "invitationId",
  // Uploads that are only now said somewhere: bound to who uploaded them.
  "pictureId",
  // The key of a message that is only now said.
  "key",
]);

export interface ScopeWorld {
  /** The community inside. */
  readonly communityId: CommunityId;
  readonly groupId: GroupId;
  readonly staffId: StaffId;
  /** Ids of things outside, by the names that routes give them. */
  readonly outside: Readonly<Record<string, string>>;
  /** A member who is in a group of each. */
  readonly bothId: MemberId;
}

/** Fills the org. Whatever is said is judged by its rules and hooks, so that cases and matches are real ones. */
export async function fillScopeWorld(ctx: Ctx, ingest: Ingest): Promise<ScopeWorld> {
  registerCarrier(webCarrier);
  await buildOrg(ctx);
  const inside = await buildCommunity(ctx, { name: "浅湾" });
  const shore = await buildGroup(ctx, { communityId: inside.id, name: "浅湾一群" });
  const reef = await buildReef(ctx);
  const insider = await buildMembership(ctx, { groupId: shore.id, nickname: "岸上的人", invitedBy: reef.memberId });
  const both = await buildMembership(ctx, { groupId: shore.id, nickname: "两栖的人" });
  await buildMembership(ctx, { groupId: reef.groupId, memberId: both });
  await ctx.transaction((tx) => endMembership(tx, { groupId: reef.groupId, memberId: both, how: "left" }));
  const { id: staffId } = await buildStaff(ctx, "operator", { name: "只管浅湾的人", scope: [inside.id] });

  const said = new Sayings(ctx, ingest);
  await storeRule(ctx, {
    name: "疑似广告",
    conditions: buildConditions({ keywords: anyOf("加微信") }),
    actions: [{ kind: "ladder" }],
  });
  const rule = await storeRule(ctx, {
    name: "问安",
    conditions: buildConditions({ keywords: anyOf("早安"), groupIds: [reef.groupId] }),
    actions: [{ kind: "task", title: "有人问安" }],
  });
  await said.say(shore.id, insider, "早上好");
  await said.say(reef.groupId, reef.memberId, `${canary}加微信领券`);
  const messageId = await said.say(reef.groupId, reef.memberId, `${canary}里的早安`);
  await reportMessage(ctx, {
    groupId: reef.groupId,
    messageId,
    reporterId: reef.readerId,
    reason: "广告",
    note: canary,
  });
  const dispatcher = new Dispatcher({ ctx, ctxFor: () => ctx, resendBlindly: false });
  await dispatcher.runDue();
  const rest = await findRest(ctx, reef);
  const accountId = await buildAccount(ctx, reef.memberId);
  return {
    communityId: inside.id,
    groupId: shore.id,
    staffId,
    bothId: both,
    outside: { ...reef, messageId, ruleId: rule.id, accountId, ...rest, replyTo: messageId },
  };
}

/** The community outside, with everything that staff can make in it. */
async function buildReef(ctx: Ctx) {
  const community = await buildCommunity(ctx, {
    name: `${canary}社群`,
    who: `${canary}的人`,
    what: `${canary}的事`,
    expectation: { gives: canary, givesNot: canary, replyHours: canary, adRate: canary },
  });
  const owner = await buildStaff(ctx, "service", { name: "礁上的群主" });
  const group = await buildGroup(ctx, {
    communityId: community.id,
    name: `${canary}一群`,
    tags: [canary],
    ownerId: owner.id,
  });
  const memberId = await buildMembership(ctx, { groupId: group.id, nickname: `${canary}住民` });
  const readerId = await buildMembership(ctx, { groupId: group.id, nickname: `${canary}读者`, invitedBy: memberId });
  const code = await buildLiveCode(ctx, {
    communityId: community.id,
    groupIds: [group.id],
    name: `${canary}入口`,
    next: { make: true, nameTemplate: `${canary} {n}`, capacity: 200, maxGroups: 5 },
  });
  const jpeg = Buffer.from(canary);
  const pictureId = await ctx.transaction((tx) =>
    insertPicture(tx, { ownerId: memberId, width: 1, height: 1, jpeg, smallJpeg: jpeg }),
  );
  return { communityId: community.id, groupId: group.id, memberId, readerId, liveCodeId: code.id, pictureId };
}

/** What somebody outside has earned, with the canary as its reason. */
async function buildAccount(ctx: Ctx, memberId: MemberId): Promise<string> {
  const nicknameOf = () => Promise.resolve(canary);
  return (await adjustPoints(ctx, { nicknameOf }, { memberId, amount: 5, note: canary })).id;
}

/** What the rules and the people made of it. */
async function findRest(ctx: Ctx, reef: { groupId: GroupId; memberId: MemberId }) {
  const [found] = await listStoredCases(ctx, { groupId: reef.groupId, limit: 1 });
  const [report] = await listStoredReports(ctx, { open: true, before: undefined, limit: 1 });
  const taskId = await buildTask(ctx, { title: `${canary}待办`, body: canary, groupId: reef.groupId });
  await buildTask(ctx, { title: `${canary}待办`, body: canary, memberId: reef.memberId });
  const actionId = await planOne(ctx, {
    groupId: reef.groupId,
    body: { text: `${canary}今晚八点` },
    dueAt: new Date(ctx.clock.now().getTime() + 3_600_000),
  });
  if (!found || !report) throw new Error("a case and a report were to be made");
  return { caseId: found.id, reportId: report.id, taskId, actionId };
}

class Sayings {
  readonly #ctx: Ctx;
  readonly #ingest: Ingest;

  constructor(ctx: Ctx, ingest: Ingest) {
    this.#ctx = ctx;
    this.#ingest = ingest;
  }

  async say(groupId: GroupId, memberId: MemberId, text: string): Promise<MessageId> {
    const { org, ids, clock } = this.#ctx;
    const externalId = `${memberId}/${ids.next()}`;
    const outcome = await this.#ingest.receive({
      org,
      carrier: "web",
      externalId,
      at: clock.now(),
      groupId,
      memberId,
      kind: "text",
      text,
    });
    if (outcome.kind !== "stored") throw new Error(`not stored: ${JSON.stringify(outcome)}`);
    return outcome.id;
  }
}
