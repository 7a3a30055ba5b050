/**
 * A stretch of talk: somebody opens, others answer, and whoever opened may close it. In braces stand slots:
 * {my} the speaker's pet, {your} the opener's pet, {kind} the speaker's breed, {who} the opener, {place}, {food},
 * {day}, {n} a small number, {price}.
 */
export interface Thread {
  /** When it can be said at all: from this hour, to before that one. */
  readonly hours?: readonly [from: number, until: number];
  readonly open: string;
  /** Each is said at most once in one thread, by somebody other than the opener. */
  readonly replies: readonly string[];
  readonly close?: string;
}
