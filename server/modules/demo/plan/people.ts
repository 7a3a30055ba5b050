import { nameParts, petNames } from "../text/words.ts";
import { codeParts, groupParts, newcomersToday } from "./cast.ts";
import { createWeighted, type Random } from "./random.ts";
import { dayMs, hourMs, hourWeights, joinFactor } from "./rhythm.ts";
import type { DemoSize } from "./size.ts";

/** When a member was in a group: ms since the midnight that the demo begins with. */
export interface PlannedStay {
  readonly group: number;
  readonly from: number;
  /** Undefined for who is still there. */
  readonly until: number | undefined;
  readonly how: "left" | "removed";
}

export interface PlannedPerson {
  readonly nickname: string;
  readonly pet: string;
  readonly kind: string;
  readonly tags: readonly string[];
  /** How much this person says against the others; 0 for who only reads. */
  readonly talk: number;
  /** Hangs a smiley on every so many-th line. */
  readonly smiles: number;
  readonly source:
    | { readonly kind: "live_code"; readonly code: number }
    | { readonly kind: "invitation"; readonly by: number };
  readonly stays: readonly PlannedStay[];
}

/** What the demo is counted from. */
export interface Frame {
  readonly size: DemoSize;
  /** Weekday of day 0, Sunday 0. */
  readonly firstWeekday: number;
  /** Nothing happens after this: ms since the midnight of day 0. */
  readonly end: number;
}

/** A third only reads; of the rest few say most: with this spread 20 % write about 80 %. */
const silentShare = 0.33;
const talkSpread = 1.45;

/** People who came over the days, each to a group of theirs, in the order of coming. */
export function planPeople(random: Random, frame: Frame): PlannedPerson[] {
  const { size } = frame;
  const pickDay = createWeighted(
    Array.from({ length: size.days }, (_, day) => ({
      item: day,
      weight: joinFactor(day, size.days, (frame.firstWeekday + day) % 7),
    })),
  );
  const pickHour = createWeighted(hourWeights);
  const arrivals = Array.from({ length: size.members - newcomersToday.length }, () => {
    const at = pickDay(random) * dayMs + pickHour(random) + random.below(hourMs);
    return Math.min(at, frame.end - 60_000 - random.below(hourMs));
  }).toSorted((a, b) => a - b);
  const pickGroup = createWeighted(groupParts.slice(0, size.groups).map((part, item) => ({ item, weight: part.pull })));
  const people: PlannedPerson[] = [];
  const inGroup: number[][] = groupParts.map(() => []);
  const taken = new Set<string>(newcomersToday);
  for (const from of arrivals) {
    const group = pickGroup(random);
    const guests = inGroup[group] ?? [];
    people.push(planPerson(random, { frame, from, group, guests, taken }));
    guests.push(people.length - 1);
  }
  return people;
}

interface Coming {
  readonly frame: Frame;
  readonly from: number;
  readonly group: number;
  /** Who came to the group before. */
  readonly guests: readonly number[];
  readonly taken: Set<string>;
}

function planPerson(random: Random, coming: Coming): PlannedPerson {
  const { group, guests } = coming;
  const pet = random.pick(petNames);
  const kind = random.pick(groupParts[group]?.kinds ?? []);
  const isInvited = guests.length > 5 && random.happens(0.22);
  return {
    nickname: nameSomebody(random, { pet, kind, taken: coming.taken }),
    pet,
    kind,
    tags: random.happens(0.3) ? [kind] : [],
    talk: random.happens(silentShare) ? 0 : Math.exp(talkSpread * random.bell()),
    smiles: 2 + random.below(8),
    source: isInvited
      ? { kind: "invitation", by: random.pick(guests) }
      : { kind: "live_code", code: pickCode(random, group) },
    stays: planStays(random, coming),
  };
}

function pickCode(random: Random, group: number): number {
  const leading = [...codeParts.entries()].filter(([, code]) => code.groups.includes(group));
  return createWeighted(leading.map(([item, code]) => ({ item, weight: code.pull })))(random);
}

/** One in twelve leaves within days, one in eight some time later; one in nine is in a second group as well. */
function planStays(random: Random, { frame, from, group }: Coming): PlannedStay[] {
  const stays = [planStay(random, { frame, from, group })];
  if (frame.size.groups > 1 && random.happens(0.11)) {
    const other = (group + 1 + random.below(frame.size.groups - 1)) % frame.size.groups;
    const later = from + hourMs + random.below(12 * dayMs);
    if (later < frame.end - dayMs) stays.push(planStay(random, { frame, from: later, group: other }));
  }
  return stays;
}

function planStay(random: Random, at: { frame: Frame; from: number; group: number }): PlannedStay {
  const { frame, from, group } = at;
  const chance = random.next();
  const wait = chance < 0.08 ? 1_800_000 + random.below(3 * dayMs) : 4 * dayMs + random.below(70 * dayMs);
  const until = chance < 0.2 ? from + wait : Number.POSITIVE_INFINITY;
  return {
    group,
    from,
    until: until < frame.end - 600_000 ? until : undefined,
    how: random.happens(0.06) ? "removed" : "left",
  };
}

function nameSomebody(random: Random, about: { pet: string; kind: string; taken: Set<string> }): string {
  const { pet, kind, taken } = about;
  for (let attempt = 0; ; attempt++) {
    const plain = planName(random, pet, kind);
    const nickname = attempt < 6 ? plain : `${plain}${random.below(1000)}`;
    if (taken.has(nickname) || nickname.length > 20) continue;
    taken.add(nickname);
    return nickname;
  }
}

function planName(random: Random, pet: string, kind: string): string {
  const { families, tempers, keepers, towns, trades } = nameParts;
  switch (random.below(8)) {
    case 0:
      return `${random.pick(towns)}-${pet}`;
    case 1:
      return `${random.pick(tempers)}${pet}`;
    case 2:
      return `${kind}${pet}`;
    case 3:
      return `${random.pick(families)}${random.pick(["小姐", "先生", "同学", "老师", "阿姨", "师傅"])}`;
    case 4:
      return `${random.pick(trades)}小${random.pick(families)}`;
    case 5:
      return `${random.pick(towns)}-${random.pick(families)}-${kind}`;
    default:
      return `${pet}${random.pick(keepers)}`;
  }
}
