import type { MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { MyDataSource } from "../members/index.ts";
import { listStoredCases } from "./store/cases.ts";
import { listReportsBy } from "./store/reports.ts";

/** More than one member can have: an export is complete. */
const everything = 100_000;

/** What is held about a member here: his cases with what he wrote, and what he reported; not who reported him. */
export const myData: MyDataSource = {
  name: "moderation",
  count: async () => ({}),
  export: async (ctx: Ctx, memberId: MemberId) => {
    const cases = await listStoredCases(ctx, { memberId, limit: everything });
    const reports = await listReportsBy(ctx, memberId);
    return {
      cases: cases.map(({ at, groupId, step, offence, expiresAt, messageId, text, rule, undone }) => ({
        at,
        groupId,
        step,
        offence,
        expiresAt,
        messageId,
        text,
        rule: rule?.name ?? null,
        undoneAt: undone?.at ?? null,
      })),
      reports: reports.map(({ at, groupId, messageId, reason, note, settled }) => ({
        at,
        groupId,
        messageId,
        reason,
        note,
        outcome: settled?.outcome ?? null,
      })),
    };
  },
};
