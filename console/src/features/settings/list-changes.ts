import type { AuditEntry } from "../../../../contract/org.ts";
import type { Messages } from "../../messages/messages.ts";

type Fields = Readonly<Record<string, unknown>>;
/** Leaves of what was recorded, by the names that lead to them: "conditions.keywords.mode". */
type Leaves = ReadonlyMap<string, unknown>;

/** What an audit entry changed, one phrase per field, in words. Fields that only the program knows are left out. */
export function listChanges(entry: Pick<AuditEntry, "before" | "after">, t: Messages): string[] {
  const [before, after] = [leavesOf(entry.before ?? {}), leavesOf(entry.after ?? {})];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths
    .filter((path) => JSON.stringify(before.get(path)) !== JSON.stringify(after.get(path)))
    .filter((path) => before.has(path) || saysSomething(after.get(path)))
    .map((path) => sayChange(path, { before, after }, t));
}

function leavesOf(fields: Fields, within = ""): Leaves {
  const leaves = new Map<string, unknown>();
  for (const [name, value] of Object.entries(fields)) {
    if (isInner(name)) continue;
    const path = within ? `${within}.${name}` : name;
    if (isPlainObject(value) && !("name" in value)) {
      for (const [inner, leaf] of leavesOf(value, path)) leaves.set(inner, leaf);
    } else leaves.set(path, value);
  }
  return leaves;
}

const isPlainObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Ids and hashes mean nothing to a reader. */
const isInner = (name: string): boolean => name === "id" || name === "orgId" || name.endsWith("Hash");

/** Of what is new, neither an empty field nor an id tells a reader anything. */
const saysSomething = (value: unknown): boolean => !isNothing(value) && !(typeof value === "string" && isId(value));

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

function sayChange(path: string, { before, after }: { before: Leaves; after: Leaves }, t: Messages): string {
  const words = t.settings.audit;
  const field = path
    .split(".")
    .map((name) => fieldName(name, t))
    .reduce((outer, inner) => words.within(outer, inner));
  const [was, is] = [sayValue(before.get(path), t), sayValue(after.get(path), t)];
  if (!before.has(path)) return words.set(field, is);
  if (isNothing(after.get(path))) return words.cleared(field, was);
  return words.changed(field, was, is);
}

function fieldName(name: string, t: Messages): string {
  const own: Readonly<Record<string, string>> = t.settings.audit.fields;
  const forms: Readonly<Record<string, string>> = t.fields;
  return own[name] ?? forms[name] ?? name;
}

/** Closed lists of the contract by their names, long lists by their length, the rest as it is. */
function sayValue(value: unknown, t: Messages): string {
  const words = t.settings.audit;
  if (isNothing(value)) return words.nothing;
  if (typeof value === "boolean") return value ? t.app.yes : t.app.no;
  if (typeof value === "string") return sayText(value, t);
  if (Array.isArray(value)) return sayList(value, t);
  if (isPlainObject(value) && typeof value["name"] === "string") return value["name"];
  return shorten(JSON.stringify(value));
}

/** An id that nobody can read is at least called another one. */
function sayText(value: string, t: Messages): string {
  if (isId(value)) return t.settings.audit.other;
  return wordFor(value, t) ?? shorten(value);
}

function sayList(items: readonly unknown[], t: Messages): string {
  const isShort = items.length <= 6 && items.every((item) => typeof item === "string" && item.length <= 20);
  if (!isShort) return t.settings.audit.items(items.length);
  return items.map((item) => sayText(String(item), t)).join(t.app.listJoin);
}

function wordFor(value: string, t: Messages): string | undefined {
  const { role, groupState, ruleMode, purpose, taskState, trigger, keywordMode, contactShort } = t.words;
  const lists: readonly Readonly<Record<string, string>>[] = [
    role,
    groupState,
    ruleMode,
    purpose,
    taskState,
    trigger,
    keywordMode,
    contactShort,
  ];
  return lists.find((list) => list[value])?.[value];
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
