import { expect, test } from "vitest";
import type { CommunityId, GroupId, MemberId, OrgId } from "../../../contract/ids.ts";
import type { GroupFacts } from "./action.ts";
import type { Inbound } from "./arrival.ts";
import { decideAcceptance, type MembershipState } from "./decide-acceptance.ts";

const now = new Date("2026-11-24T02:00:00Z");
const inbound: Inbound = {
  org: "o" as OrgId,
  carrier: "web",
  externalId: "m/1",
  at: now,
  groupId: "g" as GroupId,
  memberId: "m" as MemberId,
  kind: "text",
  text: "早上好",
};
const group: GroupFacts = {
  id: "g" as GroupId,
  communityId: "c" as CommunityId,
  name: "柯基群",
  carrier: "web",
  state: "open",
  tags: [],
};
const membership: MembershipState = { joinedAt: now, leftAt: null, mutedUntil: null, readOnly: false };
const later = new Date(now.getTime() + 60_000);

test.each([
  ["accepts what a present member says", {}, {}, {}, { ok: true }],
  ["refuses who is in no such group", {}, undefined, {}, { code: "member.not_in_group" }],
  ["refuses empty text", { text: "" }, {}, {}, { code: "message.empty" }],
  ["accepts a picture without text", { kind: "picture", text: "" }, {}, {}, { ok: true }],
  ["refuses who left", {}, { leftAt: now }, {}, { code: "member.not_in_group" }],
  [
    "refuses who is muted, and says until when",
    {},
    { mutedUntil: later },
    {},
    { code: "message.muted", detail: { until: later.toISOString() } },
  ],
  ["accepts again once the mute is over", {}, { mutedUntil: now }, {}, { ok: true }],
  ["refuses in a paused group", {}, {}, { state: "paused" }, { code: "message.read_only" }],
  ["refuses in an archived group", {}, {}, { state: "archived" }, { code: "group.archived" }],
  ["takes what another carrier delivered, muted or not", { carrier: "fake" }, { mutedUntil: later }, {}, { ok: true }],
  ["takes old talk of somebody who left since", { isHistory: true }, { leftAt: now }, {}, { ok: true }],
] as const)("%s", (_name, saying, change, place, expected) => {
  const decision = decideAcceptance(
    { ...inbound, ...saying },
    { group: { ...group, ...place }, membership: change === undefined ? undefined : { ...membership, ...change }, now },
  );
  expect(decision).toMatchObject(expected);
});
