/** One cell of a table that leaves the program. Numbers stay numbers; null is an empty cell. */
export type Cell = string | number | null;

/**
 * What spreadsheets take for the beginning of a formula, also in full width; tab and CR are skipped by some of them
 * before they look, and NUL is cut off by others.
 */
// oxlint-disable-next-line no-control-regex -- NUL is what is looked for (2026-11-28)
const formulaStart = /^[=+\-@\t\r\u0000＝＋－＠]/;

/** A text that no spreadsheet runs: what begins like a formula gets an apostrophe before it. */
export const guardFormula = (text: string): string => (formulaStart.test(text) ? `'${text}` : text);
