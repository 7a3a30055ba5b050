/**
 * A trie in flat arrays. States are numbered breadth first, 0 is the root; a state's children are
 * neighbours, sorted by code unit, so a child is found without a hash table.
 */
export interface Trie {
  readonly size: number;
  /** The code unit that leads into a state. */
  readonly units: Uint16Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  /** The words that end in state s are `order[wordsFrom[s] … wordsTo[s])`, as indexes of the input. */
  readonly wordsFrom: Int32Array;
  readonly wordsTo: Int32Array;
  readonly order: Int32Array;
}

/** Builds the trie of the words, level by level over the sorted list; empty words are left out. */
export function buildTrie(words: readonly string[]): Trie {
  const order = sortedIndexes(words);
  const most = order.reduce((sum, word) => sum + textOf(words, word).length, 1);
  const trie = {
    units: new Uint16Array(most),
    firstChild: new Int32Array(most),
    childCount: new Int32Array(most),
    wordsFrom: new Int32Array(most),
    wordsTo: new Int32Array(most),
  };
  // The words below a state are one range of the sorted list.
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  to[0] = order.length;

  let size = 1;
  let depth = 0;
  let levelEnd = 1;
  for (let state = 0; state < size; state++) {
    if (state === levelEnd) {
      depth++;
      levelEnd = size;
    }
    const end = to[state] ?? 0;
    let next = from[state] ?? 0;
    trie.wordsFrom[state] = next;
    while (next < end && textOf(words, order[next]).length === depth) next++;
    trie.wordsTo[state] = next;
    trie.firstChild[state] = size;
    while (next < end) {
      const unit = textOf(words, order[next]).charCodeAt(depth);
      from[size] = next;
      while (next < end && textOf(words, order[next]).charCodeAt(depth) === unit) next++;
      to[size] = next;
      trie.units[size++] = unit;
    }
    trie.childCount[state] = size - (trie.firstChild[state] ?? 0);
  }
  return { size, order, ...trie };
}

function sortedIndexes(words: readonly string[]): Int32Array {
  const indexes: number[] = [];
  for (let i = 0; i < words.length; i++) if (textOf(words, i) !== "") indexes.push(i);
  indexes.sort((a, b) => {
    const [left, right] = [textOf(words, a), textOf(words, b)];
    if (left === right) return a - b;
    return left < right ? -1 : 1;
  });
  return Int32Array.from(indexes);
}

function textOf(words: readonly string[], index: number | undefined): string {
  return words[index ?? -1] ?? "";
}
