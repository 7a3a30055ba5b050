import type { Ctx } from "../../kernel/context.ts";
import { loadReading } from "./ask.ts";
import { planCondition } from "./plan-condition.ts";
import { namedIn, type Segment } from "./segment.ts";

/**
 * Whether a segment can stand among the others as it is to be, and they with it: a change inside one that others name
 * must not close a cycle or make them too large. Refuses with segment.invalid, segment.not_found.
 */
export async function checkSegment(tx: Ctx, segment: Segment, others: readonly Segment[]): Promise<void> {
  const all = [...others.filter(({ id }) => id !== segment.id), segment];
  const reading = await loadReading(tx, segment, all);
  planCondition(segment.condition, { ...reading, of: segment.id });
  for (const user of usersOf(segment, all)) planCondition(user.condition, { ...reading, of: user.id });
}

/** The segments that name this one, or name one that does. */
function usersOf(segment: Segment, all: readonly Segment[]): ReadonlySet<Segment> {
  const users = new Set<Segment>();
  for (let found: readonly Segment[] = [segment]; found.length > 0;) {
    const ids = new Set(found.map(({ id }) => id));
    found = all.filter((one) => !users.has(one) && namedIn(one.condition).some((id) => ids.has(id)));
    for (const user of found) users.add(user);
  }
  return users;
}
