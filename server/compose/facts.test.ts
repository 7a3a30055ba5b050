/** What the facts say of people and groups who lived through the product's own acts. */
import { beforeAll, describe, expect, test } from "vitest";
import type { GroupId, LiveCodeId, MemberId } from "../../contract/ids.ts";
import type { SegmentSubject } from "../../contract/segments.ts";
import { createFormat } from "../../console/src/app/format.ts";
import { describeCondition, factName } from "../../console/src/ui-kit/condition-builder/describe-condition.ts";
import { operatorsFor } from "../../console/src/ui-kit/condition-builder/edit-condition.ts";
import { headingOf } from "../../console/src/ui-kit/condition-builder/fact-order.ts";
import { en } from "../../console/src/messages/en.ts";
import { zh } from "../../console/src/messages/zh.ts";
import { openTestContext } from "../../test/harness/context.ts";
import { createCountHook } from "../modules/analytics/index.ts";
import { buildCommunity, buildGroup, buildLiveCode, buildMembership } from "../modules/groups/build.ts";
import { countGood, endMembership, muteMember } from "../modules/groups/index.ts";
import type { LiveCode } from "../modules/groups/live-code.ts";
import type { Community } from "../modules/groups/community.ts";
import type { Group } from "../modules/groups/group.ts";
import { buildMember } from "../modules/members/build.ts";
import { updateMember } from "../modules/members/update-member.ts";
import { commitCarrier } from "../modules/messaging/build-commit-carrier.ts";
import { buildInbound, planOne } from "../modules/messaging/build.ts";
import { Dispatcher, Ingest, registerCarrier } from "../modules/messaging/index.ts";
import { buildCatch } from "../modules/moderation/build.ts";
import { moderator } from "../modules/moderation/index.ts";
import { undoCase } from "../modules/moderation/undo-case.ts";
import { listStoredCases } from "../modules/moderation/store/cases.ts";
import { buildOrg, buildStaff } from "../modules/org/build.ts";
import type { StaffRow } from "../modules/org/store/staff.ts";
import type { KnownValue } from "../modules/segments/fact.ts";
import { createMoment } from "../modules/segments/moment.ts";
import { subjectReading } from "../modules/segments/registry.ts";
import { loadFacts } from "../modules/segments/store/load.ts";
import { allFacts, registerAllFacts } from "./facts.ts";
import { allListeners } from "./reactions.ts";

const { ctx, clock } = await openTestContext({ listeners: allListeners });
const ingest = new Ingest({ ctxFor: () => ctx, hooks: [createCountHook()], announce: () => undefined });
const dispatcher = new Dispatcher({ ctx, ctxFor: () => ctx, resendBlindly: false });
const dayMs = 86_400_000;

/** Everything that is known of one member or group, by fact. */
async function known(subject: SegmentSubject, id: string): Promise<Record<string, KnownValue>> {
  const facts = allFacts.filter(({ definition }) => definition.subject === subject);
  const moment = createMoment(clock.now(), "Asia/Shanghai");
  const found = await loadFacts({ ctx, subject: subjectReading(subject), moment }, facts, [id]);
  return Object.fromEntries([...(found.get(id) ?? [])].map(([fact, value]) => [fact.definition.name, value]));
}

async function say(at: { memberId: MemberId; groupId: GroupId }, daysAgo: number, times: number): Promise<void> {
  const instant = new Date(clock.now().getTime() - daysAgo * dayMs);
  await ingest.receiveMany(
    Array.from({ length: times }, () => buildInbound(ctx, { ...at, at: instant, isHistory: true })),
  );
}

interface Village {
  readonly community: Community;
  readonly other: Community;
  readonly group: Group;
  readonly former: Group;
  readonly code: LiveCode;
  readonly owner: StaffRow;
  readonly milktea: MemberId;
  readonly stranger: MemberId;
}
let village: Village;

beforeAll(async () => {
  registerAllFacts();
  registerCarrier(commitCarrier);
  await buildOrg(ctx);
  const owner = await buildStaff(ctx, "operator");
  const [community, other] = [await buildCommunity(ctx), await buildCommunity(ctx)];
  const group = await buildGroup(ctx, { communityId: community.id, name: "柯基群", capacity: 3, ownerId: owner.id });
  const former = await buildGroup(ctx, { communityId: other.id });
  const code = await buildLiveCode(ctx, { communityId: community.id, groupIds: [group.id] });
  const milktea = await buildMember(ctx, { nickname: "奶茶" });
  village = { community, other, group, former, code, owner, milktea, stranger: await buildMember(ctx) };
  await live(village);
});

/** Ten days ago she came; two days ago she left the other group. */
async function live({ group, former, code, milktea: memberId }: Village): Promise<void> {
  const source = { kind: "live_code", id: code.id satisfies LiveCodeId } as const;
  await buildMembership(ctx, { groupId: group.id, memberId, source });
  await buildMembership(ctx, { groupId: former.id, memberId });
  await buildMembership(ctx, { groupId: group.id });
  await say({ memberId, groupId: group.id }, 0, 1);
  clock.advance(8 * dayMs);
  const caught = () =>
    ctx.transaction((tx) => moderator.moderate(tx, [buildCatch(tx, { groupId: group.id, memberId, carrier: "web" })]));
  await caught();
  await caught();
  const [last] = await listStoredCases(ctx, { memberId, before: undefined, limit: 1 });
  if (!last) throw new Error("nobody was caught");
  await undoCase(ctx, { caseId: last.id, note: "" });
  await ctx.transaction((tx) => endMembership(tx, { groupId: former.id, memberId, how: "left" }));
  clock.advance(2 * dayMs);
  await updateMember(ctx, memberId, { tags: ["柯基", "新手"] });
  await say({ memberId, groupId: group.id }, 1, 2);
  await say({ memberId, groupId: group.id }, 0, 3);
  const place = { groupId: group.id, memberId };
  await ctx.transaction((tx) => countGood(tx, [place, place, place], 3));
  await planOne(ctx, { groupId: group.id });
  await planOne(ctx, { groupId: group.id, memberId, kind: "notice" });
  await dispatcher.runDue();
  // After the unmuting that the undone case had asked for.
  await ctx.transaction((tx) => muteMember(tx, { ...place, until: new Date(clock.now().getTime() + 60_000) }));
}

describe("facts", () => {
  test("of a member who came, talked, left one group and was caught", async () => {
    const { community, other, group, former, code, milktea } = village;
    expect(await known("member", milktea)).toEqual({
      "member.tags": ["柯基", "新手"],
      "member.nickname": "奶茶",
      "member.first_joined": "2026-11-24",
      "member.days_since_joined": "2026-11-24",
      "member.blocked": false,
      "member.carriers": ["web"],
      "member.consents": ["messages", "privacy"],
      "member.groups": [group.id],
      "member.groups_ever": [group.id, former.id].toSorted(),
      "member.communities": [community.id],
      "member.communities_ever": [community.id, other.id].toSorted(),
      "member.group_count": 1,
      "member.live_codes": [code.id],
      "member.sources": ["import", "live_code"],
      "member.muted": true,
      "member.trusted": true,
      "member.last_active": "2026-12-04",
      "member.messages_7d": 5,
      "member.active_days_7d": 2,
      "member.messages_30d": 6,
      "member.active_days_30d": 3,
      "member.cases_30d": 1,
      "member.sends_today": 1,
    });
  });

  test("of a member who never did anything: numbers are nought, the rest is not known", async () => {
    expect(await known("member", village.stranger)).toMatchObject({
      "member.tags": [],
      "member.groups": null,
      "member.group_count": 0,
      "member.live_codes": null,
      "member.muted": false,
      "member.trusted": false,
      "member.last_active": null,
      "member.messages_30d": 0,
      "member.cases_30d": 0,
      "member.sends_today": 0,
    });
  });

  test("of a group where people talk, and of one where nobody does", async () => {
    const { community, group, former, owner } = village;
    expect(await known("group", group.id)).toEqual({
      "group.name": "柯基群",
      "group.community": community.id,
      "group.carrier": "web",
      "group.state": "open",
      "group.tags": [],
      "group.owner": owner.id,
      "group.members": 2,
      "group.capacity": 3,
      "group.fill": 67,
      "group.created": "2026-11-24",
      "group.messages_today": 3,
      "group.active_today": 1,
      "group.messages_7d": 5,
      "group.active_7d": 1,
      "group.last_message": "2026-12-04",
      "group.sends_today": 2,
    });
    expect(await known("group", former.id)).toMatchObject({
      "group.owner": null,
      "group.messages_7d": 0,
      "group.last_message": null,
      "group.sends_today": 0,
    });
  });
});

describe("in the console", () => {
  const definitions = new Map(allFacts.map(({ definition }) => [definition.name, definition]));
  const format = createFormat("en-GB", "Asia/Shanghai", () => clock.now().getTime());

  test.each([...definitions.values()])("$name has a name, a heading and words for every operator", (definition) => {
    const { name, subject } = definition;
    expect(headingOf(definition)).not.toBe("own");
    for (const t of [zh, en]) {
      expect(factName(definition, t)).not.toBe(name);
      for (const op of operatorsFor(definition)) {
        const condition = { kind: "fact", fact: name, op, value: null } as const;
        const said = describeCondition(condition, { subject, facts: definitions, names: new Map(), t, format });
        expect(said, op).not.toMatch(/undefined|\[object|NaN|\./);
      }
    }
  });
});
