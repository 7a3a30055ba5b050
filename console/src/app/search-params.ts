import type { Condition } from "../../../contract/segments.ts";

/** Reads what stands behind the ? of an address, written by anybody: wrong values count as absent. */
type Raw = Readonly<Record<string, unknown>>;

/** A text of at most 60 characters; numbers are what the router makes of digits. */
export function textParam(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value).slice(0, 60) || undefined;
}

/** One of a closed list. */
export function choiceParam<T extends string>(raw: Raw, name: string, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === raw[name]);
}

/** An id of ours. */
export function idParam(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value) ? value : undefined;
}

/** A condition that another page hands on; whoever wrote the address, the server looks at it before it is used. */
export function conditionParam(raw: Raw, name: string): Condition | undefined {
  const value = raw[name];
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  const isGroup = (value.kind === "all" || value.kind === "any") && "of" in value && Array.isArray(value.of);
  return isGroup && JSON.stringify(value).length < 4_000 ? (value as Condition) : undefined;
}

/** A switch that is on, or absent. */
export function flagParam(raw: Raw, name: string): true | undefined {
  return raw[name] === true || raw[name] === "true" ? true : undefined;
}

/** Leaves out what is undefined, so that an address without filters has no search at all. */
export function present<T extends object>(search: T): Search<T> {
  const kept: Search<T> = {};
  for (const key in search) if (search[key] !== undefined && search[key] !== null) kept[key] = search[key];
  return kept;
}

/** What a page reads from its address: every part may be missing. */
export type Search<T> = { [K in keyof T]?: T[K] | undefined };
