/** Routes about a colleague: who he is, where he is signed in, what hangs on him. */
import * as api from "../../../contract/org.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { createStaff } from "./create-staff.ts";
import { presentStaff } from "./get-me.ts";
import { handOver } from "./hand-over.ts";
import type { OrgPorts } from "./ports.ts";
import { resetPassword } from "./reset-password.ts";
import { endStaffSessions, listStaffSessions } from "./staff-sessions.ts";
import { findStaffRow, listStaffRows } from "./store/staff.ts";
import type { SessionRow } from "./store/sessions.ts";
import { updateStaff } from "./update-staff.ts";

/** So many are named; the rest is counted. */
const named = 20;

export const colleagueRoutes = (ports: OrgPorts): readonly Served[] => [
  serve(api.listStaff, async (ctx) => ({ items: (await listStaffRows(ctx)).map(presentStaff) })),
  serve(api.createStaff, async (ctx, input) => presentStaff(await createStaff(ctx, ports, input)), {
    secrets: ["password"],
  }),
  serve(api.updateStaff, async (ctx, input) => presentStaff(await updateStaff(ctx, ports, input))),
  serve(
    api.resetPassword,
    async (ctx, input) => {
      await resetPassword(ctx, input);
      return { done: true } as const;
    },
    { secrets: ["password"] },
  ),
  serve(api.listStaffSessions, async (ctx, { staffId }) => ({
    items: (await listStaffSessions(ctx, staffId)).map((row) => presentSession(row, "")),
  })),
  serve(api.endStaffSessions, async (ctx, input) => ({ ended: await endStaffSessions(ctx, input) })),
  serve(api.listHoldings, async (ctx, { staffId }) => {
    if (!(await findStaffRow(ctx, staffId))) refuse("staff.not_found", { staffId });
    const items = await Promise.all(
      ports.holdings.map(async ({ kind, list }) => {
        const held = await list(ctx, staffId);
        return { kind, count: held.length, items: held.slice(0, named).map(({ id, name }) => ({ id, name })) };
      }),
    );
    return { items };
  }),
  serve(api.handOver, async (ctx, input) => {
    const { staff, passed } = await handOver(ctx, ports, input);
    return { staff: presentStaff(staff), passed: { ...passed } };
  }),
];

/** `current`: the hash of the token that the caller came with. */
export const presentSession = (row: SessionRow, current: string) => ({
  id: row.id,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt.toISOString(),
  userAgent: row.userAgent,
  address: row.address,
  current: row.tokenHash === current,
});
