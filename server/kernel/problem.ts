import type { ProblemBody, ProblemCode } from "../../contract/problems.ts";

/** A refusal the caller can act on. Anything else thrown is a bug and answers 500. */
export class Problem extends Error {
  override name = "Problem";
  readonly code: ProblemCode;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly fields: ProblemBody["fields"];

  constructor(code: ProblemCode, detail: Readonly<Record<string, unknown>> = {}, fields?: ProblemBody["fields"]) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.fields = fields;
  }
}

/** Ends the use case with a refusal. Reads as a sentence: `(await find(…)) ?? refuse("x.not_found")`. */
export function refuse(code: ProblemCode, detail?: Readonly<Record<string, unknown>>): never {
  throw new Problem(code, detail);
}
