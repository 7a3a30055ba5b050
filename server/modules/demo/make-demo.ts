import type { MemberId, OrgId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { founding } from "../groups/index.ts";
import { getOrg } from "../org/index.ts";
import { isSilent, type DemoRun } from "./demo-run.ts";
import { foundVillage } from "./found-village.ts";
import { createPastClock } from "./past-clock.ts";
import { Decks, planDay } from "./plan/day.ts";
import { planFrame } from "./plan/frame.ts";
import { planPeople } from "./plan/people.ts";
import { createRandom, type Random } from "./plan/random.ts";
import { dayMs, hourMs } from "./plan/rhythm.ts";
import { fullSize, smallSize } from "./plan/size.ts";
import { playToday } from "./play-today.ts";
import type { DemoPorts } from "./ports.ts";
import { reactToTalk } from "./react-to-talk.ts";
import { listMoves, settlePeople, type Settling } from "./settle-people.ts";
import { findRun, updateRun, type RunChange } from "./store.ts";
import { tellHistory, type Telling } from "./tell-history.ts";

const seed = 20_261_124;
/** Reactions are looked at where people look: in the talk of the last days. */
const reactedDays = 7;

/**
 * Fills a planned demo: people who come and go, 90 days of talk, and a little that happens right now. Every day is
 * planned when its turn comes, so memory holds one. Does nothing when somebody else makes it; a demo whose maker was
 * killed is called failed, to be wiped. Rethrows what goes wrong, after calling it failed too.
 */
export async function makeDemo(ports: DemoPorts, org: OrgId): Promise<void> {
  const ctx = ports.ctxFor(org);
  const run = await findRun(ctx);
  if (!run) return;
  if (!(await updateRun(ctx, { org, state: "planned" }, { state: "making" }))) {
    if (isSilent(run, ctx.clock.now())) await updateRun(ctx, { org, state: "making" }, { state: "failed" });
    return;
  }
  try {
    await fill(ctx, ports, run);
  } catch (error) {
    await updateRun(ctx, { org, state: "making" }, { state: "failed" });
    throw error;
  }
}

interface Filling {
  readonly ctx: Ctx;
  readonly ports: DemoPorts;
  readonly random: Random;
  readonly frame: ReturnType<typeof planFrame>;
  readonly settling: Settling;
  readonly telling: Telling;
  /** Tells how far it is. Throws when the demo was wiped meanwhile. */
  readonly report: (change: RunChange) => Promise<void>;
}

async function fill(ctx: Ctx, ports: DemoPorts, run: DemoRun): Promise<void> {
  const filling = await prepare(ctx, ports, run);
  const { random, frame, settling, report } = filling;
  const moves = Map.groupBy(listMoves(settling.people), (move) => Math.floor(move.at / dayMs));
  const past = ports.ctxFor(run.org, { clock: settling.clock });
  const decks = new Decks(random);
  let messages = 0;
  for (let day = 0; day < frame.size.days; day++) {
    await settlePeople(past, settling, moves.get(day) ?? []);
    messages += await tellDay(filling, day, decks);
    const members = settling.memberIds.filter((id) => id !== undefined).length;
    await report({ progress: (day + 1) / (frame.size.days + 1), members, messages });
  }
  messages += await playToday(ctx, ports, { ...settling });
  const code = (await founding.findJoinPath(ctx))?.split("/").at(-1) ?? null;
  await report({ state: "present", progress: 1, members: frame.size.members, messages, code });
}

async function prepare(ctx: Ctx, ports: DemoPorts, run: DemoRun): Promise<Filling> {
  const { org } = run;
  const random = createRandom(seed);
  const { timeZone } = await getOrg(ctx);
  const frame = planFrame(run.isSmall ? smallSize : fullSize, ctx.clock.now(), timeZone);
  // The first comers come after breakfast; what they come to is made before.
  const clock = createPastClock(frame.start - 14 * hourMs, ctx.clock);
  const owner = { kind: "staff", id: run.ownerId, name: "演示岛主", scope: null } as const;
  const village = await foundVillage(ports.ctxFor(org, { clock, actor: owner }), {
    groups: frame.size.groups,
    ownerId: run.ownerId,
  });
  const people = planPeople(random, frame);
  const memberIds: (MemberId | undefined)[] = [];
  return {
    ctx,
    ports,
    random,
    frame,
    settling: { village, people, memberIds, clock, start: frame.start },
    telling: { org, groupIds: village.groupIds, memberIds, start: frame.start },
    report: async (change) => {
      if (!(await updateRun(ctx, { org, state: "making" }, change)))
        throw new Error("the demo is no longer being made");
    },
  };
}

async function tellDay(filling: Filling, day: number, decks: Decks): Promise<number> {
  const { ports, random, frame, settling, telling } = filling;
  const lines = telling.groupIds.flatMap((_, group) =>
    planDay(random, { frame, day, group, people: settling.people, decks }),
  );
  const told = await tellHistory(ports, telling, lines);
  if (day >= frame.size.days - reactedDays) await reactToTalk(ports, telling, { random, told });
  return told.length;
}
