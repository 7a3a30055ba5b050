import type { AuditEntry } from "../../../../contract/org.ts";
import type { Messages } from "../../messages/messages.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What an audit entry changed, one phrase per field, in words. Fields that only the program knows are left out. */
export function listChanges(entry: Pick<AuditEntry, "before" | "after">, t: Messages): string[] {
  const [before, after] = [entry.before ?? {}, entry.after ?? {}];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !isInner(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => sayChange(name, { before, after }, t));
}

/** Ids mean nothing to a reader, and names stand beside them. */
const isInner = (name: string): boolean => name === "id" || name === "orgId" || name.endsWith("Hash");

function sayChange(name: string, { before, after }: { before: Fields; after: Fields }, t: Messages): string {
  const words = t.settings.audit;
  const field = fieldName(name, t);
  const [was, is] = [sayValue(before[name], t), sayValue(after[name], t)];
  if (!(name in before)) return words.set(field, is);
  if (is === words.nothing) return words.cleared(field, was);
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
  if (value === undefined || value === null || value === "") return words.nothing;
  if (typeof value === "boolean") return value ? t.app.yes : t.app.no;
  if (typeof value === "string") return wordFor(value, t) ?? shorten(value);
  if (Array.isArray(value)) return sayList(value, t);
  if (typeof value === "object" && "name" in value && typeof value.name === "string") return value.name;
  return shorten(JSON.stringify(value));
}

function sayList(items: readonly unknown[], t: Messages): string {
  const words = t.settings.audit;
  if (items.length === 0) return words.nothing;
  const isShort = items.length <= 6 && items.every((item) => typeof item === "string" && item.length <= 20);
  return isShort ? items.join(t.app.listJoin) : words.items(items.length);
}

function wordFor(value: string, t: Messages): string | undefined {
  const lists: readonly Readonly<Record<string, string>>[] = [
    t.words.role,
    t.words.groupState,
    t.words.ruleMode,
    t.words.purpose,
    t.words.taskState,
    t.words.trigger,
  ];
  return lists.find((list) => list[value])?.[value];
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
