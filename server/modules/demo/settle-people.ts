import { privacyVersion } from "../../../contract/joining.ts";
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { endMembership, joinGroup, type Source } from "../groups/index.ts";
import { createMember, tagMember } from "../members/index.ts";
import type { Village } from "./found-village.ts";
import type { PastClock } from "./past-clock.ts";
import type { PlannedPerson, PlannedStay } from "./plan/people.ts";

/** One coming or going, as it was planned. */
export interface Move {
  readonly person: number;
  readonly stay: PlannedStay;
  /** ms since the midnight of day 0. */
  readonly at: number;
  readonly kind: "come" | "go";
}

/** All comings and goings in order of time. */
export function listMoves(people: readonly PlannedPerson[]): Move[] {
  const moves = [...people.entries()].flatMap(([person, { stays }]) =>
    stays.flatMap((stay): Move[] => [
      { person, stay, at: stay.from, kind: "come" },
      ...(stay.until === undefined ? [] : [{ person, stay, at: stay.until, kind: "go" } as const]),
    ]),
  );
  return moves.toSorted((a, b) => a.at - b.at);
}

export interface Settling {
  readonly village: Village;
  readonly people: readonly PlannedPerson[];
  /** Members made so far, by their place among the people; filled here. */
  readonly memberIds: (MemberId | undefined)[];
  readonly clock: PastClock;
  /** The instant of the midnight of day 0. */
  readonly start: number;
}

/** A commit for each of 3,300 joins would take longer than the joins: many share one. */
const movesAtOnce = 50;

/** Lets people come and go through the real use cases, at their time. */
export async function settlePeople(ctx: Ctx, settling: Settling, moves: readonly Move[]): Promise<void> {
  for (let from = 0; from < moves.length; from += movesAtOnce)
    await ctx.transaction(async (tx) => {
      for (const move of moves.slice(from, from + movesAtOnce)) {
        settling.clock.moveTo(settling.start + move.at);
        await (move.kind === "come" ? come(tx, settling, move) : go(tx, settling, move));
      }
    });
}

async function come(tx: Ctx, settling: Settling, { person, stay }: Move): Promise<void> {
  const { people, memberIds, village } = settling;
  const planned = people[person];
  const groupId = village.groupIds[stay.group];
  if (!planned || !groupId) return;
  const memberId = memberIds[person] ?? (await bringIn(tx, planned, person));
  memberIds[person] = memberId;
  const invitedBy = planned.source.kind === "invitation" ? (memberIds[planned.source.by] ?? null) : null;
  const source = sourceOf(settling, planned);
  await joinGroup(tx, { groupId, memberId, source, invitedBy, isHistory: true });
}

async function bringIn(tx: Ctx, planned: PlannedPerson, person: number): Promise<MemberId> {
  const { id } = await createMember(tx, {
    nickname: planned.nickname,
    identity: { carrier: "web", externalId: `demo-${person}` },
    consents: ["privacy", "messages"].map((kind) => ({ kind, version: privacyVersion })),
  });
  if (planned.tags.length > 0) await tagMember(tx, id, { add: planned.tags });
  return id;
}

function sourceOf({ village, memberIds }: Settling, { source }: PlannedPerson): Source {
  if (source.kind === "invitation") return { kind: "invitation", id: memberIds[source.by] ?? null };
  const id = village.codes.get(source.code);
  return id ? { kind: "live_code", id } : { kind: "import", id: null };
}

async function go(tx: Ctx, { village, memberIds }: Settling, { person, stay }: Move): Promise<void> {
  const memberId = memberIds[person];
  const groupId: GroupId | undefined = village.groupIds[stay.group];
  if (memberId && groupId) await endMembership(tx, { groupId, memberId, how: stay.how });
}
