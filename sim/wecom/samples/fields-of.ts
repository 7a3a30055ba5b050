import { isRecord } from "../fields.ts";

/** The types met at each path of some values: `follow_user[].tags[].type` → number. */
export type Fields = Map<string, Set<string>>;

export function addFields(fields: Fields, value: unknown, at = ""): Fields {
  if (Array.isArray(value)) {
    note(fields, at, "array");
    for (const item of value) addFields(fields, item, `${at}[]`);
  } else if (isRecord(value)) {
    if (at !== "") note(fields, at, "object");
    for (const [name, entry] of Object.entries(value)) addFields(fields, entry, at === "" ? name : `${at}.${name}`);
  } else {
    note(fields, at, isPlaceholder(value) ? "anything" : typeof value);
  }
  return fields;
}

/** What `shown` has that `known` has not, or has as another type: one sentence each. */
export function compareFields(shown: Fields, known: Fields): string[] {
  return [...shown].flatMap(([path, types]) => {
    const other = known.get(path);
    if (!other) return [`${path} is not there`];
    if (types.has("anything") || other.has("anything")) return [];
    const missing = [...types].filter((type) => !other.has(type));
    return missing.map((type) => `${path} is ${[...other].join(" or ")}, not ${type}`);
  });
}

/** The documentation writes "xxxx" where it has no value to show. */
function isPlaceholder(value: unknown): boolean {
  return value === null || (typeof value === "string" && /^x{3,}$/i.test(value));
}

function note(fields: Fields, path: string, type: string): void {
  const types = fields.get(path) ?? new Set<string>();
  fields.set(path, types);
  types.add(type);
}
