import { isDeepStrictEqual } from "node:util";

type Fields = Readonly<Record<string, unknown>>;

export interface AuditChanges {
  readonly before: Fields | null;
  readonly after: Fields | null;
}

const secretName = /password|secret|token|cookie|authorization|credential/i;

/**
 * What an audit entry shows: of a change only the fields that differ, of a beginning or an end everything, and
 * nowhere a secret. Undefined when there was a before and an after, and they are the same.
 */
export function keepChanges(before?: Fields, after?: Fields): AuditChanges | undefined {
  const [was, is] = [asJson(before), asJson(after)];
  if (!was || !is) return { before: was, after: is };
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (field) => !isDeepStrictEqual(was[field], is[field]),
  );
  return changed.length === 0 ? undefined : { before: pick(was, changed), after: pick(is, changed) };
}

function asJson(fields: Fields | undefined): Fields | null {
  if (!fields) return null;
  const text = JSON.stringify(fields, (name, value: unknown) => (secretName.test(name) ? undefined : value));
  return JSON.parse(text) as Fields;
}

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
