/**
 * What an actor with a scope may see. The kernel knows no product words: the module that owns what limits says, for
 * each kind of thing, by which condition a column that names one lies inside. Stores put `within` into their
 * statements; for an actor without a scope it is `true` and costs nothing. A kind that nobody has explained lies
 * outside for everybody who is limited.
 */
import { sql, type Expression, type RawBuilder } from "kysely";
import type { Ctx } from "./context.ts";
import { refuse } from "./problem.ts";

// Filled by the modules: `group: GroupId` means that a column of group ids can be limited.
// oxlint-disable-next-line typescript/no-empty-interface -- declaration merging needs an interface (2026-11-28)
export interface Scoped {}
export type ScopedKind = keyof Scoped & string;

/** Whether what the column names lies inside; `scope` is the array of the actor's ids as a parameter. */
export type Inside = (ctx: Ctx, at: { column: Expression<unknown>; scope: RawBuilder<unknown> }) => RawBuilder<boolean>;

const known = new Map<string, Inside>();

/** Says how a kind of thing is limited. Called once, where the module that owns the kind is loaded. */
export function limit(kind: ScopedKind, inside: Inside): void {
  known.set(kind, inside);
}

/** The condition that a row must fulfil for the acting person to see it: `column` holds the id of such a thing. */
export function within(ctx: Ctx, kind: ScopedKind, column: Expression<unknown>): RawBuilder<boolean> {
  const { scope } = ctx.actor;
  if (scope === null) return sql<boolean>`true`;
  const inside = known.get(kind);
  return inside ? inside(ctx, { column, scope: sql`${[...scope]}::uuid[]` }) : sql<boolean>`false`;
}

/** Which of these the acting person may see. Asks the database only for somebody with a scope. */
export async function findWithin<K extends ScopedKind>(
  ctx: Ctx,
  kind: K,
  ids: readonly Scoped[K][],
): Promise<ReadonlySet<Scoped[K]>> {
  if (ctx.actor.scope === null || ids.length === 0) return new Set(ids);
  const { rows } = await sql<{ id: Scoped[K] }>`
    select asked.id from unnest(${[...new Set(ids)]}::uuid[]) as asked (id)
    where ${within(ctx, kind, sql.ref("asked.id"))}`.execute(ctx.db);
  return new Set(rows.map((row) => row.id));
}

/** Refuses with scope.outside somebody who sees only a part: for what is set for all, or reaches beyond his part. */
export function requireUnlimited(ctx: Ctx): void {
  if (ctx.actor.scope !== null) refuse("scope.outside");
}

/** The same caller without his limit, to read by: for what must look at everything to decide, and shows nothing of it. */
export const seeingAll = (ctx: Ctx): Ctx => ({ ...ctx, actor: { ...ctx.actor, scope: null } });
