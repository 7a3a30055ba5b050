export interface Hit {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

export interface HitPart {
  readonly start: number;
  readonly text: string;
  /** The words found here; empty between hits. */
  readonly words: readonly string[];
}

/** Cuts a text where hits begin and end. Hits may overlap, touch, or reach past the text (it may have been shortened). */
export function splitHits(text: string, hits: readonly Hit[]): HitPart[] {
  const inside = hits
    .map((hit) => ({ ...hit, start: Math.max(0, hit.start), end: Math.min(text.length, hit.end) }))
    .filter((hit) => hit.start < hit.end);
  const cuts = new Set([0, text.length, ...inside.flatMap((hit) => [hit.start, hit.end])]);
  const edges = [...cuts].toSorted((a, b) => a - b);
  return edges.slice(0, -1).map((start, i) => {
    const end = edges[i + 1] ?? text.length;
    const words = inside.filter((hit) => hit.start <= start && hit.end >= end).map((hit) => hit.word);
    return { start, text: text.slice(start, end), words: [...new Set(words)] };
  });
}
