import type { Messages } from "../messages/messages.ts";
import { ApiProblem, NetworkFailure } from "./api-client.ts";

/** What happened and what to do, in the reader's words. Codes of our own always have a sentence; the rest is a bug. */
export function problemSentence(error: unknown, t: Messages): string {
  if (error instanceof NetworkFailure) return t.problems.network;
  if (!(error instanceof ApiProblem)) return t.problems.unexpected;
  if (error.code === "input.invalid") return inputSentence(error, t);
  const sentence = t.problems.byCode[error.code] ?? t.problems.unexpected;
  const text = typeof sentence === "string" ? sentence : sentence(error.detail);
  return error.code === "system.bug" && error.requestId ? `${text} ${t.problems.quote(error.requestId)}` : text;
}

/** One line per field at fault: its name and the rule it broke. */
export function fieldSentences(error: unknown, t: Messages): { path: string; sentence: string }[] {
  if (!(error instanceof ApiProblem) || error.code !== "input.invalid") return [];
  return error.fields.map((field) => ({
    path: field.path,
    sentence: ruleSentence(field.rule, field.limit, t),
  }));
}

function inputSentence(error: ApiProblem, t: Messages): string {
  const first = error.fields[0];
  if (!first) return t.problems.inputSomewhere;
  const name = fieldName(first.path, t);
  return t.problems.inField(name, ruleSentence(first.rule, first.limit, t));
}

/** "conditions.keywords.words.3" is named by its last part that has a name. */
function fieldName(path: string, t: Messages): string {
  const names: Readonly<Record<string, string>> = t.fields;
  const known = path
    .split(/[./]/)
    .toReversed()
    .find((part) => names[part] !== undefined);
  return (known && names[known]) || path;
}

function ruleSentence(rule: string, limit: number | string | undefined, t: Messages): string {
  const words = t.problems.rules;
  const bound = String(limit ?? "");
  if (rule === "too_small") return bound === "1" || !bound ? words.empty : words.tooSmall(bound);
  if (rule === "too_big") return bound ? words.tooBig(bound) : words.invalid;
  if (rule === "required" || rule === "invalid_type") return words.empty;
  return words.invalid;
}
