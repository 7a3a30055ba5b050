import type { ProblemCode } from "../../../contract/problems.ts";
import type { zh } from "./zh.ts";

/** Facts that come with a refusal: counts, limits, dates. */
export type Detail = Readonly<Record<string, unknown>>;
export type Sentence = string | ((detail: Detail) => string);
export type ProblemSentences = Readonly<Record<ProblemCode, Sentence>>;

/** Chinese is written first; every other language has the same texts, checked by the compiler. */
export type Messages = Translated<typeof zh>;

type Translated<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [K in keyof T]: Translated<T[K]> };
