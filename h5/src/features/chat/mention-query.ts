/** Somebody chosen from the list of names. */
export interface Mention {
  readonly id: string;
  readonly name: string;
}

/** What is being typed after an @ right before the caret; null when it is none, as in an e-mail address. */
export function readMentionQuery(text: string, caret: number): { readonly start: number; readonly q: string } | null {
  const match = /(?:^|[^A-Za-z0-9_.@])@([^\s@]{0,20})$/.exec(text.slice(0, caret));
  const q = match?.[1];
  if (q === undefined) return null;
  return { start: caret - q.length - 1, q };
}

/** Puts the chosen name where the query was, with a space after it, and says where the caret then stands. */
export function insertMention(
  text: string,
  { start, q }: { readonly start: number; readonly q: string },
  name: string,
): { readonly text: string; readonly caret: number } {
  const before = `${text.slice(0, start)}@${name} `;
  const after = text.slice(start + q.length + 1).replace(/^ /, "");
  return { text: before + after, caret: before.length };
}

/** Of all names chosen while writing, those that are still in the text; each once, at most 20. */
export function keepMentions(text: string, chosen: readonly Mention[]): Mention[] {
  const byId = new Map(chosen.filter(({ name }) => text.includes(`@${name}`)).map((one) => [one.id, one] as const));
  return [...byId.values()].slice(0, 20);
}
