export const longestWord = 40;
export const mostWords = 2000;

export interface ParsedWords {
  readonly words: readonly string[];
  /** How many were left out because they were there already, too long, or too many. */
  readonly doubled: number;
  readonly tooLong: number;
  readonly tooMany: number;
}

/** Reads what was typed or pasted: one word a line, or parted by commas, semicolons, 、 or tabs. Order is kept. */
export function parseWords(pasted: string): ParsedWords {
  const found = pasted
    .split(/[\n\r\t,，;；、]+/)
    .map((word) => word.replaceAll(/\s+/g, " ").trim())
    .filter((word) => word !== "");
  const unique = [...new Set(found)];
  const fitting = unique.filter((word) => word.length <= longestWord);
  return {
    words: fitting.slice(0, mostWords),
    doubled: found.length - unique.length,
    tooLong: unique.length - fitting.length,
    tooMany: Math.max(0, fitting.length - mostWords),
  };
}
