/**
 * A small org of chance in every state that facts speak of: who came, left, talked, was caught, was written to. Rows go
 * into the tables as they are, so that instants lie exactly on, just before and just after the borders of days.
 */
import { sql } from "kysely";
import type { OrgId } from "../../contract/ids.ts";
import type { Ctx } from "../../server/kernel/context.ts";
import { shardOf } from "../../server/kernel/shard.ts";
import { addDays, createMoment, type Moment } from "../../server/modules/segments/moment.ts";

/** Draws whole numbers below a bound: fast-check's, so that a failure is found again. */
export type Draw = (below: number) => number;

export interface FactsWorld {
  readonly ctx: Ctx;
  readonly moment: Moment;
  readonly memberIds: readonly string[];
  readonly groupIds: readonly string[];
}

export interface WorldOptions {
  readonly ctxIn: (org: OrgId) => Ctx;
  readonly draw: Draw;
  readonly now: Date;
  readonly timeZone: string;
}

const tags = ["柯基", "泰迪", "Corgi", "新手", "a,b", '"', "{}", "\\", "NULL"];
const names = ["奶茶", "Momo", "MOMO", "阿福 100%", "_", "İstanbul", "ß", "é", "Ａ", "🐶🐱", "'"];
const memberCount = 24;
const groupCount = 7;

type Row = Readonly<Record<string, unknown>>;

export async function makeFactsWorld({ ctxIn, draw, now, timeZone }: WorldOptions): Promise<FactsWorld> {
  const ctx = ctxIn(ctxIn("00000000-0000-7000-8000-000000000000" as OrgId).ids.next<OrgId>());
  const moment = createMoment(now, timeZone);
  const dice = createDice(draw, moment);
  const ids = (count: number): string[] => Array.from({ length: count }, () => ctx.ids.next<string>());
  const world: Ids = {
    members: ids(memberCount),
    groups: ids(groupCount),
    communities: ids(3),
    codes: ids(3),
    staff: ids(2),
  };
  const insert = (table: string, rows: readonly Row[]): Promise<void> =>
    insertRows(
      ctx,
      table,
      rows.map((row) => ({ org_id: ctx.org, ...row })),
    );
  await insertRows(ctx, "orgs", [
    { id: ctx.org, name: "毛孩子", time_zone: timeZone, is_demo: false, created_at: now },
  ]);
  await insert(
    "communities",
    world.communities.map((id, n) => communityRow(id, n, now)),
  );
  await insert(
    "groups",
    world.groups.map((id) => groupRow(id, world, dice)),
  );
  await insert(
    "members",
    world.members.map((id) => memberRow(id, dice)),
  );
  await insert(
    "identities",
    world.members.flatMap((id) => identityRows(id, dice)),
  );
  await insert(
    "consents",
    world.members.flatMap((id) => consentRows(id, dice)),
  );
  const pairs = world.members.flatMap((memberId) =>
    world.groups.filter(() => dice.chance(3)).map((groupId) => ({ memberId, groupId })),
  );
  await insert(
    "memberships",
    pairs.map((pair) => membershipRow(pair, world, dice)),
  );
  await insert(
    "member_day",
    pairs.flatMap((pair) => memberDayRows(pair, dice)),
  );
  await insert(
    "group_day",
    world.groups.flatMap((id) => groupDayRows(id, dice)),
  );
  await insert(
    "cases",
    pairs.flatMap((pair) => caseRows(ctx, pair, dice)),
  );
  await insert(
    "send_counts",
    [...world.members, ...world.groups].flatMap((id) => sendRows(id, dice)),
  );
  return { ctx, moment, memberIds: world.members, groupIds: world.groups };
}

interface Ids {
  readonly members: readonly string[];
  readonly groups: readonly string[];
  readonly communities: readonly string[];
  readonly codes: readonly string[];
  readonly staff: readonly string[];
}

interface Pair {
  readonly memberId: string;
  readonly groupId: string;
}

interface Dice {
  readonly below: Draw;
  /** True once in so many. */
  chance(oneIn: number): boolean;
  pick<T>(of: readonly T[]): T;
  some<T>(of: readonly T[]): T[];
  /** A calendar day up to today, most often near the ends of the windows that facts have. */
  day(): string;
  /** On a border of such a day, or beside it. */
  instant(): Date;
}

function createDice(draw: Draw, { today, startOf }: Moment): Dice {
  const pick = <T>(of: readonly T[]): T => {
    const picked = of[draw(of.length)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  };
  const day = (): string => addDays(today, -pick([0, 0, 1, 5, 6, 7, 8, 28, 29, 30, 31, 60]));
  return {
    below: draw,
    chance: (oneIn) => draw(oneIn) === 0,
    pick,
    some: (of) => of.filter(() => draw(4) === 0),
    day,
    instant: () => new Date(startOf(day()).getTime() + pick([-3_600_000, -1, 0, 0, 1, 43_200_000])),
  };
}

const communityRow = (id: string, n: number, now: Date): Row => ({
  id,
  name: `社群 ${n}`,
  purpose: "growing",
  who: "",
  what: "",
  expectation: {},
  created_at: now,
  archived_at: null,
});

function groupRow(id: string, world: Ids, dice: Dice): Row {
  const capacity = dice.pick([2, 3, 50, 200]);
  return {
    id,
    community_id: dice.pick(world.communities),
    carrier: dice.pick(["web", "fake"]),
    name: dice.pick(names),
    owner_id: dice.chance(3) ? null : dice.pick(world.staff),
    state: dice.pick(["open", "open", "open", "paused", "archived"]),
    tags: dice.some(tags),
    announcement: "",
    capacity,
    member_count: dice.below(capacity + 1),
    created_at: dice.instant(),
  };
}

const memberRow = (id: string, dice: Dice): Row => ({
  shard: shardOf(id),
  id,
  nickname: dice.pick(names),
  note: "",
  tags: dice.some(tags),
  is_blocked: dice.chance(4),
  first_joined_at: dice.instant(),
  erased_at: dice.chance(9) ? dice.instant() : null,
});

const identityRows = (id: string, dice: Dice): Row[] =>
  dice.some(["web", "web", "fake"]).map((carrier, n) => ({
    shard: n,
    carrier,
    external_id: `${id}/${n}`,
    member_id: id,
    created_at: dice.instant(),
  }));

const consentRows = (id: string, dice: Dice): Row[] =>
  dice
    .some(["privacy", "messages", "contact"])
    .flatMap((kind) =>
      ["1", "2"].map((version) => ({ shard: shardOf(id), member_id: id, kind, version, given_at: dice.instant() })),
    );

function membershipRow({ memberId, groupId }: Pair, world: Ids, dice: Dice): Row {
  const source = dice.pick(["live_code", "live_code", "invitation", "staff", "import"]);
  return {
    shard: shardOf(groupId),
    group_id: groupId,
    member_id: memberId,
    joined_at: dice.instant(),
    source_kind: source,
    source_id: source === "live_code" && !dice.chance(5) ? dice.pick(world.codes) : null,
    invited_by: null,
    left_at: dice.chance(3) ? dice.instant() : null,
    left_how: null,
    muted_until: dice.chance(3) ? new Date(dice.instant().getTime() + dice.pick([0, 86_400_000])) : null,
    read_only: false,
    good_count: 0,
    trusted_at: dice.chance(3) ? dice.instant() : null,
  };
}

const eachOnce = (days: readonly string[]): string[] => [...new Set(days)];
const someDays = (dice: Dice): string[] => eachOnce(Array.from({ length: dice.below(4) }, () => dice.day()));

const memberDayRows = ({ memberId, groupId }: Pair, dice: Dice): Row[] =>
  someDays(dice).map((day) => ({
    shard: shardOf(groupId),
    day,
    group_id: groupId,
    member_id: memberId,
    messages: 1 + dice.below(5),
    last_at: `${day}T12:00:00.${dice.below(900) + 100}Z`,
  }));

const groupDayRows = (id: string, dice: Dice): Row[] =>
  someDays(dice).map((day) => {
    const isQuiet = dice.chance(3);
    return {
      shard: shardOf(id),
      group_id: id,
      day,
      messages: isQuiet ? 0 : 1 + dice.below(9),
      active_members: isQuiet ? 0 : 1,
      joins: dice.below(3),
      leaves: 0,
      last_at: isQuiet ? null : `${day}T12:00:00Z`,
    };
  });

const caseRows = (ctx: Ctx, { memberId, groupId }: Pair, dice: Dice): Row[] =>
  Array.from({ length: dice.chance(2) ? 1 + dice.below(2) : 0 }, () => ({
    shard: shardOf(groupId),
    id: ctx.ids.next(),
    at: dice.instant(),
    group_id: groupId,
    member_id: memberId,
    step: "warn",
    offence: 1,
    message_id: ctx.ids.next(),
    text: "",
    hits: [],
    actor_kind: "rule",
    actor_name: "广告",
    action_ids: [],
    undone_at: dice.chance(3) ? dice.instant() : null,
  }));

const sendRows = (id: string, dice: Dice): Row[] =>
  someDays(dice).map((day) => ({ shard: shardOf(id), subject_id: id, day, count: dice.below(4) }));

async function insertRows(ctx: Ctx, table: string, rows: readonly Row[]): Promise<void> {
  await sql`insert into ${sql.table(table)}
    select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(ctx.db);
}
