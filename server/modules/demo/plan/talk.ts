import type { Thread } from "../text/thread.ts";
import { echoes } from "../text/words.ts";
import type { PlannedPerson } from "./people.ts";
import type { Random } from "./random.ts";
import { pickWords, renderLine, withCourtesy, type ThreadWords } from "./render-line.ts";

export interface PlannedLine {
  readonly group: number;
  readonly person: number;
  /** ms since the midnight of day 0. */
  readonly at: number;
  readonly text: string;
  /** The line answered, where it is quoted; it answers none itself. */
  readonly replyTo?: PlannedLine | undefined;
  readonly mentions?: readonly number[];
}

/** Somebody who could speak, by his place in the list of people. */
export interface Speaker {
  readonly index: number;
  readonly person: PlannedPerson;
}

export interface Opening {
  readonly thread: Thread;
  readonly group: number;
  readonly start: number;
  readonly pick: (random: Random) => Speaker;
  readonly opener: Speaker;
  /** How often somebody new is looked for before the thread ends; 6 by default. */
  readonly tries?: number;
}

/** A gap between two lines: mostly half a minute, now and then some minutes. */
const planGap = (random: Random): number => 6_000 + Math.floor(45_000 * Math.exp(0.9 * random.bell()));

/** A thread's lines, opened by one and answered by some. Their times may reach into the next day. */
export function planThread(random: Random, { thread, group, start, pick, opener, tries = 6 }: Opening): PlannedLine[] {
  const words = pickWords(random, opener.person);
  const plain = renderLine(random, { template: thread.open, speaker: opener.person, words });
  const text = thread.close === undefined ? plain : withCourtesy(random, plain);
  const first: PlannedLine = { group, person: opener.index, at: start, text };
  const lines: PlannedLine[] = [first];
  const heard = new Set([opener.index]);
  let at = start + planGap(random) * 2;
  const replies = random.shuffle(thread.replies).slice(0, 1 + random.below(thread.replies.length));
  for (const template of withEcho(random, replies)) {
    const speaker = pickOther(random, { pick, heard, tries });
    if (!speaker) break;
    lines.push(planReply(random, { template, speaker, words, at, first }));
    at += planGap(random);
  }
  if (thread.close && lines.length > 1 && random.happens(0.7))
    lines.push({
      group,
      person: opener.index,
      at: at + planGap(random) * 4,
      text: renderLine(random, { template: thread.close, speaker: opener.person, words }),
    });
  return lines;
}

function withEcho(random: Random, replies: readonly string[]): string[] {
  return random.happens(0.35) ? [...replies, random.pick(echoes)] : [...replies];
}

/** Somebody who has not answered yet; undefined when nobody is found, as in a group that few carry. */
function pickOther(
  random: Random,
  { pick, heard, tries }: { pick: (random: Random) => Speaker; heard: Set<number>; tries: number },
): Speaker | undefined {
  for (let attempt = 0; attempt < tries; attempt++) {
    const speaker = pick(random);
    if (heard.has(speaker.index)) continue;
    heard.add(speaker.index);
    return speaker;
  }
  return undefined;
}

interface Replying {
  readonly template: string;
  readonly speaker: Speaker;
  readonly words: ThreadWords;
  readonly at: number;
  readonly first: PlannedLine;
}

function planReply(random: Random, { template, speaker, words, at, first }: Replying): PlannedLine {
  const text = renderLine(random, { template, speaker: speaker.person, words });
  const line = { group: first.group, person: speaker.index, at };
  const chance = random.next();
  if (chance < 0.22) return { ...line, text, replyTo: first };
  if (chance < 0.3) return { ...line, text: `@${words.opener.nickname} ${text}`, mentions: [first.person] };
  return { ...line, text };
}
