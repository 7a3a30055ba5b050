/** Keywords and messages with the texture of group chat, all generated. */
export interface ChatText {
  readonly words: readonly string[];
  readonly messages: readonly string[];
  /** Words that stand in a message in disguise: message's place, word. */
  readonly disguised: readonly (readonly [message: number, word: string])[];
}

type Random = () => number;

const latin = ["ok", "app", "wifi", "vip", "video", "xs", "iPhone", "hello", "pdf", "excel", "QQ", "vx"];
const marks = ["，", "。", "？", "！", " ", "～", "、", "…", "😂", "👍", "[旺柴]", "\n"];
/** Ways of writing a word so that only folding finds it. */
const disguises: readonly ((word: string) => string)[] = [
  (word) => [...word].join(" "),
  (word) => [...word].join("."),
  (word) => [...word].join("\u200b"),
  (word) => `${word.slice(0, 1)}*${word.slice(1)}`,
];

/**
 * Writes the words (2–4 Han characters, one in twenty with Latin letters) and messages of about 32
 * characters. Characters are drawn with the skew of real text: the first is one in 57, the
 * hundredth one in 630. One message in ten holds a keyword, one in fifty a disguised one.
 */
export function writeChatText(wanted: { random: Random; wordCount: number; messageCount: number }): ChatText {
  const { random } = wanted;
  const characters = pickCharacters(random);
  const words = new Set<string>();
  while (words.size < wanted.wordCount) words.add(writeWord(random, characters));
  const list = [...words];

  const messages: string[] = [];
  const disguised: [number, string][] = [];
  for (let place = 0; place < wanted.messageCount; place++) {
    const message = writeMessage(random, characters);
    const word = pick(random, list);
    const chance = random();
    let planted = "";
    if (chance < 0.02) {
      disguised.push([place, word]);
      planted = `【${pick(random, disguises)(word)}】`;
    } else if (chance < 0.12) planted = word;
    const at = Math.floor(random() * message.length);
    messages.push(
      planted === "" ? message : `${message.slice(0, at)}${planted}${message.slice(at)}`.replaceAll("\n", " "),
    );
  }
  // Strings that were put together stay trees inside the engine; those off the wire are flat.
  const flat = (texts: readonly string[]): string[] => Buffer.from(texts.join("\0")).toString().split("\0");
  return { words: flat(list), messages: flat(messages), disguised };
}

/** 3,000 Han characters in an order of frequency that chance decides. */
function pickCharacters(random: Random): string[] {
  const picked = new Set<string>();
  while (picked.size < 3_000) picked.add(String.fromCharCode(0x4e40 + Math.floor(random() * 0x5100)));
  return [...picked];
}

function writeWord(random: Random, characters: readonly string[]): string {
  const length = 2 + Math.floor(random() * 3);
  let word = random() < 0.05 ? pick(random, latin) : "";
  // Keywords are made of rarer characters than chat is: evenly drawn.
  do word += pick(random, characters);
  while (word.length < length);
  return word;
}

function writeMessage(random: Random, characters: readonly string[]): string {
  const length = 8 + Math.floor(random() * 44);
  let message = "";
  while (message.length < length) {
    const chance = random();
    if (chance < 0.1) message += pick(random, marks);
    else if (chance < 0.11) message += pick(random, latin);
    else if (chance < 0.13) message += String(Math.floor(random() * 1_000));
    else message += characters[Math.floor(10 * 301 ** random()) - 10] ?? "";
  }
  return message;
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("there is nothing to pick from");
  return item;
}
