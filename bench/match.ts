// Own keyword matching, folding on, as production runs it, against the fastest npm library.
import { AhoCorasick } from "@monyone/aho-corasick/fast";
import { buildKeywordIndex, type KeywordIndex } from "../server/modules/rules/text/index.ts";
import { type BenchLine, type BenchOptions, median, round, seededRandom } from "./bench-line.ts";
import { type ChatText, writeChatText } from "./chat-text.ts";

const against = "@monyone/aho-corasick/fast";
const goal = 2.5;

/** Ours ÷ theirs in messages per second over the same messages, alternating, median of the rounds. */
export async function bench(options: BenchOptions): Promise<BenchLine> {
  const began = performance.now();
  const messageCount = options.quick ? 50_000 : 100_000;
  const chat = writeChatText({ random: seededRandom(20_261), wordCount: 10_000, messageCount });
  const built = performance.now();
  const index = buildKeywordIndex([{ ruleId: "words", words: chat.words, mode: "any", folded: true }]);
  const buildMs = performance.now() - built;
  const theirs = new AhoCorasick([...chat.words]);

  const failed = findDifference({ index, chat, sample: options.quick ? 300 : 1_000, breakFault: options.breakFault });
  const rates = { own: [] as number[], theirs: [] as number[] };
  for (let turn = 0; turn < 11; turn++) {
    const own = rate(chat.messages, (message) => index.matchRules(message).length);
    const other = rate(chat.messages, (message) => theirs.matchInText(message).length);
    // The first rounds warm the compiler up.
    if (turn < 2) continue;
    rates.own.push(own);
    rates.theirs.push(other);
  }
  const ratio = median(rates.own.map((own, i) => own / (rates.theirs[i] ?? Number.NaN)));
  return {
    name: "match",
    value: Math.round(median(rates.own)),
    unit: "messages/s",
    ratio: round(ratio),
    against,
    n: messageCount,
    seconds: round((performance.now() - began) / 1_000),
    theirs: Math.round(median(rates.theirs)),
    keywords: chat.words.length,
    buildMs: round(buildMs),
    goal,
    ...(failed !== undefined && { failed }),
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
