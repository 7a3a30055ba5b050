import type { ProblemBody, ProblemCode } from "../../../contract/problems.ts";
import type { Messages } from "../messages/zh.ts";

/** The server refused: `body.code` says why. */
export class Refusal extends Error {
  readonly body: ProblemBody;
  readonly retryAfterMs: number | null;

  constructor(body: ProblemBody, retryAfterMs: number | null = null) {
    super(body.code);
    this.body = body;
    this.retryAfterMs = retryAfterMs;
  }

  get code(): ProblemCode {
    return this.body.code;
  }
}

/** No answer came: whether the server did it is unknown, so a repeat must carry the same key. */
export class NoAnswer extends Error {}

/** What went wrong, as a screen keeps it: a refusal's body, or "offline". */
export type Trouble = ProblemBody | "offline";

/** Turns what a call threw into something to show; what is neither refusal nor silence is a bug and goes on. */
export function readTrouble(error: unknown): Trouble {
  if (error instanceof Refusal) return error.body;
  if (error instanceof NoAnswer) return "offline";
  throw error;
}

/** True when this device has no member any more, or never had one. */
export function isSessionLost(trouble: Trouble): boolean {
  return trouble !== "offline" && trouble.code.startsWith("session.");
}

/** The sentence for a trouble: what happened and what to do. Names the field and the rule of a wrong input. */
export function describeTrouble(trouble: Trouble, texts: Messages): string {
  if (trouble === "offline") return texts.app.offline;
  const first = trouble.fields?.[0];
  if (trouble.code === "input.invalid" && first) return describeField(first, texts);
  const known: Readonly<Partial<Record<ProblemCode, string>>> = texts.problems;
  const sentence = known[trouble.code];
  if (sentence !== undefined && trouble.code !== "system.bug") return sentence;
  return `${texts.problems["system.bug"]} ${texts.app.quote(trouble.requestId)}`;
}

type Field = NonNullable<ProblemBody["fields"]>[number];

function describeField(field: Field, texts: Messages): string {
  const names: Readonly<Record<string, string>> = texts.fields.names;
  const name = names[field.path.split(".")[0] ?? ""] ?? field.path;
  const limit = field.limit === undefined ? "" : String(field.limit);
  if (/max|big|long/.test(field.rule) && limit) return texts.fields.tooLong(name, limit);
  if (/min|small|short|empty|required/.test(field.rule)) return texts.fields.tooShort(name, limit || "1");
  return texts.fields.wrong(name);
}
