/** Reading a group's talk page by page, while people go on talking. */
import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { GroupId, MemberId, MessageId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { buildGroup, buildPresent } from "../groups/build.ts";
import { buildOrg } from "../org/build.ts";
import { buildInbound } from "./build.ts";
import { ensurePartitions } from "./ensure-partitions.ts";
import { Ingest } from "./index.ts";
import type { StoredMessage } from "./message.ts";
import { findLatestId, insertMessages, listMessages, searchMessages } from "./store/messages.ts";

const { ctx, clock } = await openTestContext();
const startMs = clock.now().getTime();
let groupId: GroupId;
let memberId: MemberId;

beforeAll(async () => {
  await buildOrg(ctx);
  await ensurePartitions(ctx, [clock.now()]);
});
beforeEach(async () => {
  groupId = (await buildGroup(ctx)).id;
  memberId = (await buildPresent(ctx, groupId, 1))[0] ?? memberId;
});

/** A message whose id was made so many ms after the start. */
const messageAt = (ms: number, change: Partial<StoredMessage> = {}): StoredMessage => {
  const at = new Date(startMs + ms);
  const id = ctx.ids.at<MessageId>(at);
  return {
    id,
    groupId,
    at,
    externalId: id,
    senderKind: "member",
    senderId: memberId,
    kind: "text",
    text: `${ms}`,
    extra: null,
    state: "shown",
    visibleTo: null,
    ...change,
  };
};
async function store(messages: readonly StoredMessage[]): Promise<StoredMessage[]> {
  await insertMessages(ctx, messages);
  return messages.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
const page = (query: { before?: MessageId | undefined; after?: MessageId; limit: number; viewer?: MemberId }) =>
  listMessages(ctx, { groupId, viewer: null, ...query });

describe("scrolling back", () => {
  test("reads every message once, in order, whatever the size of a page", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 5_000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (instants, limit) => {
          await sql`delete from messages where group_id = ${groupId}`.execute(ctx.db);
          const all = await store(instants.map((ms) => messageAt(ms)));
          const seen: string[] = [];
          let before: MessageId | undefined;
          for (let more = true; more;) {
            const found = await page({ limit, before });
            const kept = found.slice(-limit);
            more = found.length > limit;
            before = kept[0]?.id;
            seen.unshift(...kept.map((message) => message.id));
          }
          expect(seen).toEqual(all.map((message) => message.id));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("reading on from what one has", () => {
  test("finds what was committed later although its id is earlier", async () => {
    await store([0, 4_000, 8_000].map((ms) => messageAt(ms)));
    const [, , last] = await page({ limit: 10 });
    if (!last) throw new Error("three were stored");
    const late = messageAt(1_000, { text: "慢了七秒" });
    await store([late, messageAt(9_000)]);
    const found = await page({ after: last.id, limit: 10 });
    expect(found.map((message) => message.text)).toEqual(["0", "慢了七秒", "4000", "8000", "9000"]);
  });

  test("reaches back no further than a quarter of a minute", async () => {
    const [first] = await store([messageAt(0), messageAt(20_000)]);
    const last = (await page({ limit: 1 })).at(-1);
    expect((await page({ after: last?.id ?? first?.id ?? (groupId as never), limit: 10 })).map((m) => m.text)).toEqual([
      "20000",
    ]);
  });

  test("says that there is more with one row too many", async () => {
    await store([0, 100, 200].map((ms) => messageAt(ms)));
    const [oldest] = await page({ limit: 10 });
    expect(await page({ after: oldest?.id as MessageId, limit: 2 })).toHaveLength(3);
  });

  test("a reader who pages on while twenty write meets no gap", async () => {
    const ingest = new Ingest({ ctxFor: () => ctx, hooks: [], announce: () => undefined, batchRows: 7 });
    const seen = new Set<string>();
    const writing = Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        if (index % 20 === 0) clock.advance(40);
        const outcome = await ingest.receive(buildInbound(ctx, { groupId, memberId, text: `第 ${index} 句` }));
        return outcome.kind === "stored" ? outcome.id : outcome.kind;
      }),
    );
    const state = { isOver: false };
    void writing.finally(() => {
      state.isOver = true;
    });
    let last: MessageId | undefined;
    const readOn = async () => {
      const found = await page(last ? { after: last, limit: 1_000 } : { limit: 1 });
      for (const message of found) seen.add(message.id);
      last = found.at(-1)?.id ?? last;
    };
    while (!state.isOver) await readOn();
    await readOn();
    expect((await writing).filter((id) => !seen.has(id))).toEqual([]);
  });
});

test("the newest id is that of the newest message which that person sees", async () => {
  const [shown, held] = await store([messageAt(0), messageAt(10, { state: "held" })]);
  const stranger = ctx.ids.next<MemberId>();
  expect(await findLatestId(ctx, groupId, null)).toBe(held?.id);
  expect(await findLatestId(ctx, groupId, memberId)).toBe(held?.id);
  expect(await findLatestId(ctx, groupId, stranger)).toBe(shown?.id);
});

test("searching takes what is typed as text, not as a pattern, and finds no notices", async () => {
  await store([
    messageAt(0, { text: "打 50% 折" }),
    messageAt(1, { text: "打 505 折" }),
    messageAt(2, { text: String.raw`C:\狗` }),
    messageAt(3, { text: "50% 只给你", visibleTo: memberId }),
  ]);
  const search = async (text: string) =>
    (await searchMessages(ctx, { text, groupId, since: new Date(startMs - 1), limit: 10 })).map((m) => m.text);
  expect(await search("50%")).toEqual(["打 50% 折"]);
  expect(await search("_")).toEqual([]);
  expect(await search(String.raw`\狗`)).toEqual([String.raw`C:\狗`]);
});
