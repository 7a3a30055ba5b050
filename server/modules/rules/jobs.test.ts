import { sql } from "kysely";
import { expect, test } from "vitest";
import type { GroupId, MemberId, MessageId, RuleId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import { jobHandlers } from "./jobs.ts";
import { lockCoolDowns, startCoolDowns } from "./store/cool-downs.ts";
import { markGreeted } from "./store/greetings.ts";
import { insertMatches } from "./store/matches.ts";

const { ctx, clock } = await openTestContext();
const day = 86_400_000;

test("what nobody asks about any more is forgotten, and nothing else", async () => {
  const ruleId = ctx.ids.next<RuleId>();
  const groupId = ctx.ids.next<GroupId>();
  const memberId = ctx.ids.next<MemberId>();
  const leaveTraces = (): Promise<void> =>
    ctx.transaction(async (tx) => {
      await insertMatches(tx, [
        {
          ruleId,
          version: 1,
          groupId,
          memberId,
          messageId: tx.ids.next<MessageId>(),
          text: "a",
          hits: [],
          isDry: true,
        },
      ]);
      await markGreeted(tx, { groupId, memberId: tx.ids.next<MemberId>(), since: clock.now() });
      const key = { ruleId, subjectId: tx.ids.next<MemberId>() };
      await lockCoolDowns(tx, [key]);
      await startCoolDowns(tx, [{ ...key, until: new Date(clock.now().getTime() + 60_000) }]);
    });
  const count = async (): Promise<number[]> => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from rule_matches union all select count(*) from greeted_members
      union all select count(*) from rule_cooldowns`.execute(ctx.db);
    return rows.map((row) => row.count);
  };
  const forget = async (): Promise<void> => {
    for (const handler of jobHandlers) await handler.run(ctx, {});
  };
  await leaveTraces();
  await forget();
  expect(await count()).toEqual([1, 1, 1]);
  clock.advance(2 * day);
  await leaveTraces();
  await forget();
  expect(await count()).toEqual([2, 1, 1]);
  clock.advance(89 * day);
  await forget();
  expect(await count()).toEqual([1, 0, 0]);
});
