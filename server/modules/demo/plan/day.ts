import { dailyTalk, newcomerTalk } from "../text/daily.ts";
import type { Thread } from "../text/thread.ts";
import { groupParts, type GroupPart } from "./cast.ts";
import type { Frame, PlannedPerson } from "./people.ts";
import { createWeighted, type Random } from "./random.ts";
import { pickWords, renderLine } from "./render-line.ts";
import { dayFactor, dayMs, hourMs, hourWeights } from "./rhythm.ts";
import { planThread, type PlannedLine, type Speaker } from "./talk.ts";

/** The moods last for these many days at the end: longer than the figures look back. */
const quietDays = 8;
const leaningDays = 8;
const waitingMs = 40 * 60_000;

/** Deals threads of a group so that none comes back before all have come. */
export class Decks {
  readonly #random: Random;
  readonly #decks = new Map<readonly Thread[], Thread[]>();

  constructor(random: Random) {
    this.#random = random;
  }

  deal(threads: readonly Thread[]): Thread {
    const deck = this.#decks.get(threads);
    const next = deck?.pop();
    if (next) return next;
    const [first, ...rest] = this.#random.shuffle(threads);
    if (!first) throw new Error("a group has nothing to talk about");
    this.#decks.set(threads, rest);
    return first;
  }
}

export interface DayAsked {
  readonly frame: Frame;
  readonly day: number;
  readonly group: number;
  readonly people: readonly PlannedPerson[];
  readonly decks: Decks;
}

/** What is said in one group on one day, in order of time. */
export function planDay(random: Random, asked: DayAsked): PlannedLine[] {
  const { frame, day, group, people } = asked;
  const part = groupParts[group];
  const daysLeft = frame.size.days - 1 - day;
  const present = listSpeakers(people, { group, from: day * dayMs, until: Math.min((day + 1) * dayMs, frame.end) });
  if (!part || present.length < 4 || (part.mood === "quiet" && daysLeft < quietDays)) return [];
  const isLeaning = part.mood === "leaning" && daysLeft < leaningDays;
  const crowd = isLeaning ? leanOn(present) : present;
  const pick = createWeighted(crowd.map((speaker) => ({ item: speaker, weight: speaker.person.talk })));
  const lines = planThreads(random, { asked, part, present, pick, isLeaning });
  const midnight = (day + 1) * dayMs;
  if (daysLeft > 0 || part.mood !== "waiting") return endAt(lines, Math.min(midnight, frame.end));
  const stop = frame.end - waitingMs;
  return [...endAt(lines, stop), planLastQuestion(random, { group, asker: pick(random), at: stop + 60_000 })];
}

const endAt = (lines: readonly PlannedLine[], stop: number): PlannedLine[] =>
  lines.filter((line) => line.at < stop).toSorted((a, b) => a.at - b.at);

interface DayInGroup {
  readonly asked: DayAsked;
  readonly part: GroupPart;
  readonly present: readonly Speaker[];
  readonly pick: (random: Random) => Speaker;
  readonly isLeaning: boolean;
}

function planThreads(random: Random, { asked, part, present, pick, isLeaning }: DayInGroup): PlannedLine[] {
  const { group, decks } = asked;
  const midnight = asked.day * dayMs;
  const pickHour = createWeighted(hourWeights);
  const lines: PlannedLine[] = [];
  // Where three carry the talk, newcomers keep quiet too.
  for (const opener of isLeaning ? [] : listNewcomers(random, present, asked)) {
    const start = midnight + pickHour(random) + random.below(hourMs);
    lines.push(...planThread(random, { thread: decks.deal(newcomerTalk), group, start, pick, opener }));
  }
  const wanted = countWanted(random, asked, part);
  while (lines.length < wanted) {
    const thread = pickThread(random, part, decks);
    const hour = thread.hours ? pickHourWithin(random, thread.hours) : pickHour(random);
    const start = midnight + hour + random.below(hourMs);
    lines.push(...planThread(random, { thread, group, start, pick, opener: pick(random), tries: isLeaning ? 1 : 6 }));
  }
  return lines;
}

const pickHourWithin = (random: Random, [from, until]: readonly [number, number]): number =>
  (from + random.below(until - from)) * hourMs;

/** The group's part of what the community says on such a day, more or less. */
function countWanted(random: Random, { frame, day }: DayAsked, part: GroupPart): number {
  const { size, firstWeekday } = frame;
  const total = groupParts.slice(0, size.groups).reduce((sum, other) => sum + other.pull, 0);
  const factor = dayFactor(day, size.days, (firstWeekday + day) % 7);
  return ((size.linesPerDay * part.pull) / total) * factor * (0.7 + 0.6 * random.next());
}

/** Who could speak all day long. People who come in the course of a day begin to talk on the next. */
function listSpeakers(people: readonly PlannedPerson[], at: { group: number; from: number; until: number }): Speaker[] {
  return [...people.entries()].flatMap(([index, person]) => {
    const stay = person.stays.find((one) => one.group === at.group);
    const isHere = stay && stay.from < at.from && (stay.until === undefined || stay.until > at.until);
    return isHere && person.talk > 0 ? [{ index, person }] : [];
  });
}

/** Who came the day before and says hello; one in three does. */
function listNewcomers(random: Random, present: readonly Speaker[], { day, group }: DayAsked): Speaker[] {
  const came = present.filter(({ person }) =>
    person.stays.some((stay) => stay.group === group && Math.floor(stay.from / dayMs) === day - 1),
  );
  // On the first morning everybody is new, and nobody says so.
  return day < 2 ? [] : came.filter(() => random.happens(0.33));
}

/** Three carry the talk: they say so much more that the others are hardly heard. */
function leanOn(present: readonly Speaker[]): Speaker[] {
  const loudest = new Set(present.toSorted((a, b) => b.person.talk - a.person.talk).slice(0, 3));
  const rest = present.filter((speaker) => !loudest.has(speaker));
  const talk = rest.reduce((sum, { person }) => sum + person.talk, 0) * 3 + 1;
  return [...[...loudest].map(({ index, person }) => ({ index, person: { ...person, talk } })), ...rest];
}

function pickThread(random: Random, part: GroupPart, decks: Decks): Thread {
  const chance = random.next();
  if (chance < 0.5) return decks.deal(part.own);
  return decks.deal(chance < 0.62 ? part.aside : dailyTalk);
}

/** The last word of a group that waits for an answer. */
function planLastQuestion(random: Random, ask: { group: number; asker: Speaker; at: number }): PlannedLine {
  const { group, asker, at } = ask;
  const words = pickWords(random, asker.person);
  // Nobody smiles at the end of this one, or it would be no question by its form.
  const speaker = { ...asker.person, smiles: Number.MAX_SAFE_INTEGER };
  const text = renderLine(random, { template: "请问{my}这两天一直甩头，是着凉了吗？", speaker, words });
  return { group, person: asker.index, at, text };
}
