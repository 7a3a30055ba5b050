/** What happens to a message after it was said: recalled, reacted to, withdrawn, restored; and who sees what of it. */
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { GroupId, MemberId, MessageId } from "../../../contract/ids.ts";
import type { Message } from "../../../contract/messaging.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import type { Ctx } from "../../kernel/context.ts";
import { firstIdAt } from "../../kernel/ids.ts";
import { buildGroup, buildPresent } from "../groups/build.ts";
import { buildOrg, buildStaff } from "../org/build.ts";
import type { BatchHook } from "./arrival.ts";
import { commitCarrier } from "./build-commit-carrier.ts";
import { planOne } from "./build.ts";
import { registerCarrier } from "./carriers.ts";
import { reactToMessage, recallMessage, withdrawMessage } from "./change-message.ts";
import { Dispatcher } from "./dispatcher.ts";
import { frames, Ingest, listeners } from "./index.ts";
import { presentMessages } from "./present-messages.ts";
import { receiveMessage, type Saying } from "./receive-message.ts";
import { findMessage, listMessages } from "./store/messages.ts";

const { ctx, ctxAs, clock } = await openTestContext({ listeners });
const dispatcher = new Dispatcher({ ctx, ctxFor: () => ctx, resendBlindly: false });
const holdsAds: BatchHook = {
  name: "holds-ads",
  judge: async (_ctx, batch) => ({
    held: new Set(
      [...batch.entries()].flatMap(([index, { inbound }]) => (inbound.text.includes("广告") ? [index] : [])),
    ),
    record: async () => undefined,
  }),
};
const ingest = new Ingest({ ctxFor: () => ctx, hooks: [holdsAds], announce: () => undefined });
const heard: { topic: string; frame: { type: string; message?: Message } }[] = [];

let groupId: GroupId;
let author: MemberId;
let other: MemberId;
let staff: Ctx;

beforeAll(async () => {
  await buildOrg(ctx);
  registerCarrier(commitCarrier);
  const { id, name } = await buildStaff(ctx, "operator");
  staff = ctxAs({ actor: { kind: "staff", id, name, scope: null } });
});
beforeEach(async () => {
  groupId = (await buildGroup(ctx)).id;
  const [first, second] = await buildPresent(ctx, groupId, 2);
  if (!first || !second) throw new Error("two members were built");
  [author, other] = [first, second];
  frames.setSink({
    wants: () => true,
    publish: (topic, payload) => void heard.push({ topic, frame: JSON.parse(payload) as { type: string } }),
  });
  heard.length = 0;
});

const as = (memberId: MemberId): Ctx => ctxAs({ actor: { kind: "member", id: memberId, name: "成员", scope: null } });
const say = (text: string, change: Partial<Saying> = {}): Promise<Message> =>
  receiveMessage(as(author), ingest, { groupId, key: ctx.ids.next(), text, mentions: [], ...change });
const at = (message: { id: MessageId }) => ({ groupId, messageId: message.id });
const stateOf = async (message: { id: MessageId }) => (await findMessage(ctx, at(message)))?.state;

/** A group's messages as a member, or staff, reads them. */
async function read(viewer: MemberId | null): Promise<Message[]> {
  const messages = await listMessages(ctx, { groupId, limit: 50, viewer });
  return presentMessages(ctx, {
    groupId,
    messages,
    viewer: viewer ? { kind: "member", id: viewer } : { kind: "staff", id: null },
    withReactions: true,
  });
}

describe("recalling", () => {
  test("within two minutes empties the message for everybody, staff too", async () => {
    const message = await say("发错了");
    clock.advance(120_000);
    await recallMessage(as(author), at(message));
    for (const viewer of [author, other, null])
      expect(await read(viewer)).toMatchObject([{ text: "", state: "recalled" }]);
  });

  test("is refused a moment later, and to anybody else", async () => {
    const message = await say("发错了");
    await expect(recallMessage(as(other), at(message))).rejects.toMatchObject({ code: "message.not_yours" });
    clock.advance(120_001);
    await expect(recallMessage(as(author), at(message))).rejects.toMatchObject({ code: "message.recall_too_late" });
    expect(await stateOf(message)).toBe("shown");
  });

  test("counts from when it was heard, not from what the phone's key says", async () => {
    const late = await say("在地铁里写的", { key: firstIdAt(clock.now().getTime() - 3_600_000) });
    await recallMessage(as(author), at(late));
    expect(await stateOf(late)).toBe("recalled");
    const ahead = await say("表快了", { key: firstIdAt(clock.now().getTime() + 59_000) });
    clock.advance(121_000);
    await expect(recallMessage(as(author), at(ahead))).rejects.toMatchObject({ code: "message.recall_too_late" });
  });

  test("twice, or at the same moment as a withdrawal, changes it once", async () => {
    const message = await say("发错了");
    await withdrawMessage(staff, at(message));
    await Promise.all([
      recallMessage(as(author), at(message)),
      dispatcher.runDue(),
      recallMessage(as(author), at(message)),
    ]);
    expect(["recalled", "withdrawn"]).toContain(await stateOf(message));
    const changes = heard.filter(({ frame }) => frame.type === "message.changed");
    expect(new Set(changes.map(({ topic }) => topic)).size).toBe(changes.length);
  });
});

describe("withdrawing and restoring", () => {
  test("takes a message out of members' sight and leaves it to staff; restoring shows it again", async () => {
    const message = await say("加我领优惠");
    await withdrawMessage(staff, at(message));
    await dispatcher.runDue();
    expect(await read(other)).toMatchObject([{ state: "withdrawn", text: "" }]);
    expect(await read(null)).toMatchObject([{ state: "withdrawn", text: "加我领优惠" }]);
    await planOne(ctx, { kind: "restore", groupId, body: { messageId: message.id }, isAutomatic: false });
    await dispatcher.runDue();
    expect(await read(other)).toMatchObject([{ state: "shown", text: "加我领优惠" }]);
  });

  test("a recalled message is not brought back", async () => {
    const message = await say("发错了");
    await recallMessage(as(author), at(message));
    await planOne(ctx, { kind: "restore", groupId, body: { messageId: message.id }, isAutomatic: false });
    await dispatcher.runDue();
    expect(await stateOf(message)).toBe("recalled");
  });

  test("its frame carries the text to staff and not to members", async () => {
    const message = await say("加我领优惠");
    heard.length = 0;
    await withdrawMessage(staff, at(message));
    await dispatcher.runDue();
    const texts = Object.fromEntries(heard.map(({ topic, frame }) => [topic, frame.message?.text]));
    expect(texts).toEqual({ [`group/${groupId}`]: "", [`staff/${groupId}`]: "加我领优惠" });
  });
});

describe("a reaction", () => {
  test("stands once for each member and emoji, and is taken away again", async () => {
    const message = await say("生日快乐");
    const react = (memberId: MemberId, emoji: string, on = true) =>
      reactToMessage(as(memberId), { ...at(message), emoji, on });
    await Promise.all([react(other, "🎉"), react(other, "🎉"), react(author, "🎉"), react(other, "👍")]);
    const shown = async (viewer: MemberId) => (await read(viewer))[0]?.reactions.toSorted((a, b) => b.count - a.count);
    expect(await shown(other)).toEqual([
      { emoji: "🎉", count: 2, mine: true },
      { emoji: "👍", count: 1, mine: true },
    ]);
    expect(await shown(author)).toMatchObject([{ mine: true }, { mine: false }]);
    await react(other, "🎉", false);
    await react(other, "🎉", false);
    expect(await shown(author)).toMatchObject([{ count: 1 }, { count: 1 }]);
  });

  test("to what one does not see is refused as if it were not there", async () => {
    const held = await say("广告");
    const react = reactToMessage(as(other), { ...at(held), emoji: "👍", on: true });
    await expect(react).rejects.toMatchObject({ code: "message.not_found" });
  });
});

describe("what only some may see", () => {
  test("a held message is for its author and staff; others neither read nor hear of it", async () => {
    const held = await say("广告");
    expect(held.state).toBe("held");
    expect(await read(author)).toMatchObject([{ id: held.id, state: "held", text: "广告" }]);
    expect(await read(null)).toMatchObject([{ id: held.id, text: "广告" }]);
    expect(await read(other)).toEqual([]);
    const stored = await findMessage(ctx, at(held));
    if (!stored) throw new Error("it was stored");
    await frames.announce(ctx, [stored]);
    expect(heard.map(({ topic }) => topic).toSorted()).toEqual([`member/${author}`, `staff/${groupId}`]);
  });

  test("a notice is for one member and staff, also when that member answers it before all", async () => {
    await planOne(ctx, {
      kind: "notice",
      groupId,
      memberId: author,
      body: { text: "只有你看得见" },
      isAutomatic: false,
    });
    await dispatcher.runDue();
    const [notice] = await read(author);
    if (!notice) throw new Error("the notice was sent");
    expect(notice).toMatchObject({ kind: "notice", text: "只有你看得见", onlyForMe: true });
    expect(await read(other)).toEqual([]);
    expect(heard.map(({ topic }) => topic).toSorted()).toEqual([`member/${author}`, `staff/${groupId}`]);
    await say("知道了", { replyTo: notice.id });
    expect(JSON.stringify(await read(other))).not.toContain("只有你看得见");
    expect((await read(author)).at(-1)?.replyTo?.excerpt).toBe("");
  });

  test("another org sees nothing, whatever ids it knows", async () => {
    const message = await say("自己人");
    const stranger = ctxAs({ org: ctx.ids.next() });
    expect(await findMessage(stranger, at(message))).toBeUndefined();
    expect(await listMessages(stranger, { groupId, limit: 10, viewer: null })).toEqual([]);
    await expect(withdrawMessage(stranger, at(message))).rejects.toMatchObject({ code: "group.not_found" });
  });
});

test("every change of a message is an act with its cause in the ledger, and its withdrawal in the audit log", async () => {
  const message = await say("加我领优惠");
  await withdrawMessage(staff, at(message));
  await dispatcher.runDue();
  const { rows } = await sql<{ cause_id: string; state: string }>`
    select cause_id, state from actions where group_id = ${groupId}`.execute(ctx.db);
  expect(rows).toEqual([{ cause_id: staff.actor.id, state: "sent" }]);
  const audit = await sql<{ act: string; before: unknown }>`
    select act, before from audit_log where act = 'message.withdraw' and subject_id = ${groupId}`.execute(ctx.db);
  expect(audit.rows).toMatchObject([{ before: { text: "加我领优惠" } }]);
});
