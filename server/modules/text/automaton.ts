import type { HitBuffer } from "./hit-buffer.ts";
import { buildTrie, type Trie } from "./trie.ts";

// One state is four numbers side by side, so that a step touches one cache line.
const STRIDE = 4;
/** Which children are possible at all, one bit per code unit modulo 32: decides most misses. */
const MASK = 0;
/** The state of the longest proper suffix. */
const FAIL = 1;
/** The first child. */
const CHILD = 2;
/** The nearest state on the way down the suffixes, itself included, that ends a word; 0 is none. */
const OUTPUT = 3;

/** Odd multipliers that spread a pair of units over 32 bits. */
const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca6b;

/**
 * Aho–Corasick over UTF-16 code units: finds all words of a list in one pass over a text.
 *
 * Nearly every character of Chinese text begins some word, few pairs of characters do. So the
 * automaton proper is entered only where a bit set allows that a pair begins a word, and left when
 * no more than one character is matched. The pairs' tests do not wait for each other, which makes
 * the scan three times as fast as stepping through all states (November 2026, 10,000 words).
 */
export class Automaton {
  private readonly trie: Trie;
  private readonly states: Int32Array;
  /** The root's children, in pages of 256 code units; page 0 is empty. */
  private readonly rootPageOf = new Uint16Array(256);
  private readonly rootPages: Int32Array;
  /** Places in `states` up to this one stand for one character or none. */
  private readonly shallow: number;
  /** A bit for each hash of the first two units of a word; false alarms are one in a hundred. */
  private readonly pairs: Int32Array;
  private readonly pairShift: number;
  /** A bit for each unit that is a word by itself, if there are any. */
  private readonly singles: Int32Array | undefined;
  private scratch = new Uint16Array(256);

  constructor(words: readonly string[]) {
    this.trie = buildTrie(words);
    this.states = new Int32Array(this.trie.size * STRIDE);
    this.rootPages = this.fillRootPages();
    this.fillChildren();
    this.linkSuffixes();
    this.shallow = (this.trie.childCount[0] ?? 0) * STRIDE;
    const bits = Math.min(Math.max(10, Math.ceil(Math.log2(words.length * 64 + 1))), 20);
    this.pairShift = 32 - bits;
    this.pairs = new Int32Array(2 ** (bits - 5));
    this.singles = this.fillPairs();
  }

  /** Leaves in `into` every occurrence of every word, overlapping and nested ones too, by end. */
  scan(text: string, into: HitBuffer): void {
    if (text.length > this.scratch.length) this.scratch = new Uint16Array(text.length * 2);
    for (let i = 0; i < text.length; i++) this.scratch[i] = text.charCodeAt(i);
    this.scanUnits(this.scratch, text.length, into);
  }

  /** The same over the first `length` code units of a buffer. */
  scanUnits(units: Uint16Array, length: number, into: HitBuffer): void {
    const { states, shallow } = this;
    into.count = 0;
    let i = this.skip(units, { from: 0, length }, into);
    while (i < length) {
      let state = this.rootChild(units[i - 1] ?? 0);
      do {
        state = this.step(state, units[i++] ?? 0);
        if (states[state + OUTPUT] !== 0) this.report(state, i, into);
      } while (state > shallow && i < length);
      i = this.skip(units, { from: i, length }, into);
    }
  }

  /** The next place whose unit may be the second of a word; reports words of one unit on the way. */
  private skip(units: Uint16Array, range: { from: number; length: number }, into: HitBuffer): number {
    const { pairs, pairShift, singles } = this;
    const { from, length } = range;
    if (from >= length) return length;
    let before = from > 0 ? Math.imul(units[from - 1] ?? 0, FIRST) : 0;
    for (let i = from; i < length; i++) {
      const unit = units[i] ?? 0;
      const pair = (before ^ Math.imul(unit, SECOND)) >>> pairShift;
      if (i > 0 && ((pairs[pair >>> 5] ?? 0) >>> (pair & 31)) & 1) return i;
      if (singles && ((singles[unit >>> 5] ?? 0) >>> (unit & 31)) & 1) this.report(this.rootChild(unit), i + 1, into);
      before = Math.imul(unit, FIRST);
    }
    return length;
  }

  /** States are passed around as their place in `states`. */
  private step(from: number, unit: number): number {
    const { states } = this;
    let state = from;
    while (state !== 0) {
      if (((states[state] ?? 0) >>> (unit & 31)) & 1) {
        const child = this.findChild(state, unit);
        if (child !== 0) return child;
      }
      state = states[state + FAIL] ?? 0;
    }
    return this.rootChild(unit);
  }

  private rootChild(unit: number): number {
    return this.rootPages[((this.rootPageOf[unit >>> 8] ?? 0) << 8) | (unit & 255)] ?? 0;
  }

  private findChild(state: number, unit: number): number {
    const { units } = this.trie;
    let low = this.states[state + CHILD] ?? 0;
    let high = low + (this.trie.childCount[state >>> 2] ?? 0);
    while (high - low > 4) {
      const middle = (low + high) >>> 1;
      if ((units[middle] ?? 0) <= unit) low = middle;
      else high = middle;
    }
    for (; low < high; low++) if (units[low] === unit) return low * STRIDE;
    return 0;
  }

  private report(state: number, end: number, into: HitBuffer): void {
    const { states, trie } = this;
    let output = states[state + OUTPUT] ?? 0;
    while (output !== 0) {
      const to = trie.wordsTo[output >>> 2] ?? 0;
      for (let i = trie.wordsFrom[output >>> 2] ?? 0; i < to; i++) into.push(trie.order[i] ?? 0, end);
      output = states[(states[output + FAIL] ?? 0) + OUTPUT] ?? 0;
    }
  }

  private fillRootPages(): Int32Array {
    const { units, childCount } = this.trie;
    const last = childCount[0] ?? 0;
    let pages = 0;
    for (let child = 1; child <= last; child++) {
      const high = (units[child] ?? 0) >>> 8;
      if (this.rootPageOf[high] === 0) this.rootPageOf[high] = ++pages;
    }
    const rootPages = new Int32Array((pages + 1) * 256);
    for (let child = 1; child <= last; child++) {
      const unit = units[child] ?? 0;
      rootPages[((this.rootPageOf[unit >>> 8] ?? 0) << 8) | (unit & 255)] = child * STRIDE;
    }
    return rootPages;
  }

  /** Marks the pairs that begin words; gives the words of one unit, if there are any. */
  private fillPairs(): Int32Array | undefined {
    const { units, firstChild, childCount, wordsFrom, wordsTo } = this.trie;
    let singles: Int32Array | undefined;
    for (let state = 1; state * STRIDE <= this.shallow; state++) {
      const unit = units[state] ?? 0;
      const first = firstChild[state] ?? 0;
      const behind = first + (childCount[state] ?? 0);
      for (let child = first; child < behind; child++) {
        const pair = (Math.imul(unit, FIRST) ^ Math.imul(units[child] ?? 0, SECOND)) >>> this.pairShift;
        this.pairs[pair >>> 5] = (this.pairs[pair >>> 5] ?? 0) | (1 << (pair & 31));
      }
      if (wordsTo[state] === wordsFrom[state]) continue;
      singles ??= new Int32Array(65536 / 32);
      singles[unit >>> 5] = (singles[unit >>> 5] ?? 0) | (1 << (unit & 31));
    }
    return singles;
  }

  private fillChildren(): void {
    const { size, units, firstChild, childCount } = this.trie;
    for (let state = 0; state < size; state++) {
      const first = firstChild[state] ?? 0;
      const behind = first + (childCount[state] ?? 0);
      let mask = 0;
      for (let child = first; child < behind; child++) mask |= 1 << ((units[child] ?? 0) & 31);
      this.states[state * STRIDE + MASK] = mask;
      this.states[state * STRIDE + CHILD] = first;
    }
  }

  /** Breadth first: a suffix is shorter than its state, so its own links are ready. */
  private linkSuffixes(): void {
    const { states, trie } = this;
    for (let parent = 0; parent < trie.size; parent++) {
      const first = trie.firstChild[parent] ?? 0;
      const behind = first + (trie.childCount[parent] ?? 0);
      for (let child = first; child < behind; child++) {
        const place = child * STRIDE;
        const fail = parent === 0 ? 0 : this.step(states[parent * STRIDE + FAIL] ?? 0, trie.units[child] ?? 0);
        const endsWord = (trie.wordsTo[child] ?? 0) > (trie.wordsFrom[child] ?? 0);
        states[place + FAIL] = fail;
        states[place + OUTPUT] = endsWord ? place : (states[fail + OUTPUT] ?? 0);
      }
    }
  }
}

/** Compiles a word list; 10,000 words take about 10 ms. An empty word is never found. */
export function buildAutomaton(words: readonly string[]): Automaton {
  return new Automaton(words);
}
