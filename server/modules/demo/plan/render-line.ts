import { days, foods, places, prices, tails } from "../text/words.ts";
import type { PlannedPerson } from "./people.ts";
import type { Random } from "./random.ts";

/** What the slots of one thread stand for, the same in all its lines. */
export interface ThreadWords {
  readonly opener: PlannedPerson;
  readonly place: string;
  readonly food: string;
  readonly day: string;
  readonly price: string;
  readonly n: number;
}

export const pickWords = (random: Random, opener: PlannedPerson): ThreadWords => ({
  opener,
  place: random.pick(places),
  food: random.pick(foods),
  day: random.pick(days),
  price: random.pick(prices),
  n: 2 + random.below(9),
});

/** One line as its speaker would write it. */
export function renderLine(
  random: Random,
  line: { template: string; speaker: PlannedPerson; words: ThreadWords },
): string {
  const { template, speaker, words } = line;
  const values: Record<string, string> = {
    my: speaker.pet,
    your: words.opener.pet,
    kind: speaker.kind,
    who: words.opener.nickname,
    place: words.place,
    food: words.food,
    day: words.day,
    price: words.price,
    n: String(words.n),
  };
  const text = template.replaceAll(/\{([a-z]+)\}/g, (slot, name: string) => values[name] ?? slot);
  return random.below(speaker.smiles) === 0 ? text + random.pick(tails) : text;
}

const prefixes = [
  "",
  "",
  "",
  "",
  "各位，",
  "弱弱问一句，",
  "求助，",
  "话说，",
  "有空的帮忙看下，",
  "又来麻烦大家了，",
] as const;

/** Lines that begin with a greeting or a request of their own need no other. */
const isCourteous = /^(?:请|大家|各位|有人|有没有|第一次|报到|朋友|寻|周末|领养|捡到)/;

/** An opening question, with the small courtesies that people put before it. */
export const withCourtesy = (random: Random, text: string): string =>
  isCourteous.test(text) ? text : random.pick(prefixes) + text;
