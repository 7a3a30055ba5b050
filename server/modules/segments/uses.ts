import type { SegmentId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { namedIn, type Segment } from "./segment.ts";

/** A module that lets its own things name segments, and so keeps these from being archived. */
export interface SegmentUse {
  /** Unique name, as in `scripts`. */
  readonly name: string;
  /** How many of its things that are still alive name each of these; who is named by none may be absent. */
  countUses(ctx: Ctx, ids: readonly SegmentId[]): Promise<ReadonlyMap<SegmentId, number>>;
}

const registered = new Map<string, SegmentUse>();

/** Makes a user of segments known, replacing one of the same name. */
export function registerUse(use: SegmentUse): void {
  registered.set(use.name, use);
}

/** How many things name each of these segments, other segments included. */
export async function countUses(
  ctx: Ctx,
  ids: readonly SegmentId[],
  all: readonly Segment[],
): Promise<ReadonlyMap<SegmentId, number>> {
  const counted = await Promise.all([...registered.values()].map((use) => use.countUses(ctx, ids)));
  const bySegments = all.map((segment) => new Set(namedIn(segment.condition)));
  return new Map(
    ids.map((id) => {
      const elsewhere = counted.reduce((sum, counts) => sum + (counts.get(id) ?? 0), 0);
      return [id, elsewhere + bySegments.filter((named) => named.has(id)).length];
    }),
  );
}
