// Own keyword matching, folding on, as production runs it, against the fastest npm library.
import { AhoCorasick } from "@monyone/aho-corasick/fast";
import { buildKeywordIndex, type KeywordIndex } from "../server/modules/text/index.ts";
import { type BenchLine, type BenchOptions, median, round, seededRandom } from "./bench-line.ts";
import { type ChatText, writeChatText } from "./chat-text.ts";

const against = "@monyone/aho-corasick/fast";
const goal = 2.5;

/** Ours ÷ theirs in messages per second over the same messages, alternating, median of the rounds. */
export async function bench(options: BenchOptions): Promise<BenchLine> {
  if (options.breakFault !== undefined && options.breakFault !== "lose-hit")
    throw new Error("the fault to plant here is lose-hit");
  const began = performance.now();
  const chat = writeChatText({
    random: seededRandom(20_261),
    wordCount: 10_000,
    messageCount: options.quick ? 50_000 : 100_000,
  });
  const [firstBuildMs] = build(chat);
  const rebuilt = Array.from({ length: 5 }, () => build(chat)[0]);
  const [, index] = build(chat);

  const sample = options.quick ? 300 : 1_000;
  const failed = findDifference({ index, chat, sample, breakFault: options.breakFault });
  // What finds the wrong thing has no speed.
  const rates = failed === undefined ? compare(index, chat) : { own: 0, theirs: 0, ratio: 0 };
  return {
    name: "match",
    value: Math.round(rates.own),
    unit: "messages/s",
    ratio: round(rates.ratio),
    against,
    n: chat.messages.length,
    seconds: round((performance.now() - began) / 1_000),
    theirs: Math.round(rates.theirs),
    keywords: chat.words.length,
    firstBuildMs: round(firstBuildMs),
    buildMs: round(median(rebuilt)),
    goal,
    ...(failed !== undefined && { failed }),
  };
}

/** Milliseconds and the index: the first also makes the fold table, later ones are what an edit costs. */
function build(chat: ChatText): [number, KeywordIndex] {
  const began = performance.now();
  const index = buildKeywordIndex([{ ruleId: "words", words: chat.words, mode: "any", folded: true }]);
  return [performance.now() - began, index];
}

function compare(index: KeywordIndex, chat: ChatText): { own: number; theirs: number; ratio: number } {
  const other = new AhoCorasick([...chat.words]);
  const rates: { own: number; theirs: number }[] = [];
  for (let turn = 0; turn < 11; turn++) {
    rates.push({
      own: rate(chat.messages, (message) => index.matchRules(message).length),
      theirs: rate(chat.messages, (message) => other.matchInText(message).length),
    });
  }
  // The first rounds warm the compiler up.
  const warm = rates.slice(2);
  return {
    own: median(warm.map(({ own }) => own)),
    theirs: median(warm.map(({ theirs }) => theirs)),
    ratio: median(warm.map(({ own, theirs }) => own / theirs)),
  };
}

function rate(messages: readonly string[], match: (message: string) => number): number {
  const began = performance.now();
  let hits = 0;
  for (const message of messages) hits += match(message);
  const seconds = (performance.now() - began) / 1_000;
  // Reading the sum keeps the compiler from dropping the work.
  if (hits < 0) throw new Error("a count is never negative");
  return messages.length / seconds;
}

/** Compares with a naive search: exact hits of a sample, one by one; and every planted disguise. */
function findDifference(check: {
  index: KeywordIndex;
  chat: ChatText;
  sample: number;
  breakFault: string | undefined;
}): string | undefined {
  const { index, chat, sample } = check;
  for (const message of chat.messages.slice(0, sample)) {
    const hits = index.matchRules(message).flatMap((match) => match.hits);
    const exact = hits.filter((hit) => hit.via === "exact").map((hit) => `${hit.start} ${hit.word}`);
    if (check.breakFault === "lose-hit") exact.pop();
    const expected = searchNaively(message, chat.words);
    if (exact.toSorted().join() !== expected.toSorted().join()) {
      return `exact hits differ in "${message}": ${exact.join()} instead of ${expected.join()}`;
    }
  }
  for (const [place, word] of chat.disguised) {
    const message = chat.messages[place] ?? "";
    const isFound = index.matchRules(message).some((match) => match.hits.some((hit) => hit.word === word));
    if (!isFound) return `the disguised word ${word} is not found in "${message}"`;
  }
  return undefined;
}

function searchNaively(message: string, words: readonly string[]): string[] {
  const hits: string[] = [];
  for (const word of words) {
    for (let at = message.indexOf(word); at !== -1; at = message.indexOf(word, at + 1)) hits.push(`${at} ${word}`);
  }
  return hits;
}
