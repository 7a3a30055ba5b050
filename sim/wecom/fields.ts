import { refuse } from "./refusal.ts";

/** Reads one value of a request: answers it typed, or refuses with the code that the platform has for it. */
export interface Field<T> {
  readonly read: (value: unknown, at: string) => T;
  /** Paths below `at` that no field stands for. */
  readonly strangers: (value: unknown, at: string) => string[];
  /** For those who draw a form: what it is, and whether it may be left out. */
  readonly kind: string;
  readonly isOptional: boolean;
}

/** Which refusal stands for which fault; 40058 where the platform has nothing better. */
export interface Codes {
  readonly missing?: number;
  readonly bad?: number;
}

export interface TextRule extends Codes {
  readonly maxChars?: number;
  readonly maxBytes?: number;
  readonly isOneOf?: readonly string[];
  /** May stand there and say nothing. */
  readonly mayBeEmpty?: boolean;
}

const nothingBelow = (): string[] => [];

export function text(rule: TextRule = {}): Field<string> {
  const { missing = 40058, bad = 40058 } = rule;
  return {
    kind: rule.isOneOf ? `text:${rule.isOneOf.join("|")}` : "text",
    isOptional: false,
    strangers: nothingBelow,
    read: (value, at) => {
      if (isAbsent(value)) return refuse(missing, `${at} is missing`);
      if (typeof value !== "string") return refuse(bad, `${at} should be string`);
      if (value === "" && !rule.mayBeEmpty) return refuse(missing, `${at} is empty`);
      if (rule.maxChars !== undefined && [...value].length > rule.maxChars) {
        return refuse(bad, `${at} is longer than ${rule.maxChars} characters`);
      }
      if (rule.maxBytes !== undefined && Buffer.byteLength(value) > rule.maxBytes) {
        return refuse(bad, `${at} is longer than ${rule.maxBytes} bytes`);
      }
      if (rule.isOneOf && !rule.isOneOf.includes(value))
        return refuse(bad, `${at} should be ${rule.isOneOf.join("|")}`);
      return value;
    },
  };
}

export function whole(rule: Codes & { readonly min?: number; readonly max?: number } = {}): Field<number> {
  const { missing = 40058, bad = 40058, min = 0, max = 0xffff_ffff } = rule;
  return {
    kind: "number",
    isOptional: false,
    strangers: nothingBelow,
    read: (value, at) => {
      if (isAbsent(value)) return refuse(missing, `${at} is missing`);
      if (!Number.isInteger(value)) return refuse(bad, `${at} should be integer`);
      const number = Number(value);
      return number >= min && number <= max ? number : refuse(bad, `${at} should be ${min} to ${max}`);
    },
  };
}

/** A number from 0 to 1. */
export function share(): Field<number> {
  return {
    kind: "share",
    isOptional: false,
    strangers: nothingBelow,
    read: (value, at) =>
      typeof value === "number" && value >= 0 && value <= 1 ? value : refuse(40058, `${at} should be 0 to 1`),
  };
}

/** One of a few numbers. */
export function choice<const T extends number>(options: readonly T[], codes: Codes = {}): Field<T> {
  const { missing = 40058, bad = 40058 } = codes;
  return {
    kind: `number:${options.join("|")}`,
    isOptional: false,
    strangers: nothingBelow,
    read: (value, at) => {
      if (isAbsent(value)) return refuse(missing, `${at} is missing`);
      return options.find((option) => option === value) ?? refuse(bad, `${at} should be ${options.join("|")}`);
    },
  };
}

export function flag(codes: Codes = {}): Field<boolean> {
  const { missing = 40058, bad = 40058 } = codes;
  return {
    kind: "flag",
    isOptional: false,
    strangers: nothingBelow,
    read: (value, at) => {
      if (isAbsent(value)) return refuse(missing, `${at} is missing`);
      return typeof value === "boolean" ? value : refuse(bad, `${at} should be bool`);
    },
  };
}

export function list<T>(
  item: Field<T>,
  rule: Codes & { readonly min?: number; readonly max?: number } = {},
): Field<T[]> {
  const { missing = 40058, bad = 40058, min = 0, max = Number.POSITIVE_INFINITY } = rule;
  return {
    kind: `list of ${item.kind}`,
    isOptional: false,
    strangers: (value, at) =>
      Array.isArray(value) ? value.flatMap((entry: unknown) => item.strangers(entry, `${at}[]`)) : [],
    read: (value, at) => {
      if (isAbsent(value)) return refuse(missing, `${at} is missing`);
      if (!Array.isArray(value)) return refuse(bad, `${at} should be array`);
      if (value.length < min) return refuse(missing, `${at} should have at least ${min}`);
      if (value.length > max) return refuse(bad, `${at} should have at most ${max}`);
      return value.map((entry: unknown, index) => item.read(entry, `${at}[${index}]`));
    },
  };
}

/** Fields by name. */
export type Shape = Readonly<Record<string, Field<unknown>>>;
export type Read<F> = F extends Field<infer T> ? T : never;
export type ReadShape<S extends Shape> = { readonly [K in keyof S]: Read<S[K]> };

export interface ShapeField<S extends Shape = Shape> extends Field<ReadShape<S>> {
  readonly shape: S;
}

/** An object. What it does not know it passes over, as the platform does. */
export function shape<const S extends Shape>(fields: S, codes: Codes = {}): ShapeField<S> {
  const { missing = 40058, bad = 40058 } = codes;
  return {
    kind: "object",
    isOptional: false,
    shape: fields,
    strangers: (value, at) => {
      if (!isRecord(value)) return [];
      return Object.entries(value).flatMap(([name, entry]) => {
        const path = at ? `${at}.${name}` : name;
        return fields[name]?.strangers(entry, path) ?? [path];
      });
    },
    read: (value, at) => {
      if (isAbsent(value)) return refuse(missing, `${at} is missing`);
      if (!isRecord(value)) return refuse(bad, `${at || "body"} should be object`);
      const pairs = Object.entries(fields).map(
        ([name, field]) => [name, field.read(value[name], at ? `${at}.${name}` : name)] as const,
      );
      return Object.fromEntries(pairs) as ReadShape<S>;
    },
  };
}

/** May be left out, or null, or as empty as a client's default. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return {
    ...field,
    isOptional: true,
    read: (value, at) => {
      const isLeftOut = isAbsent(value) || (value === "" && field.kind.startsWith("text"));
      return isLeftOut ? undefined : field.read(value, at);
    },
  };
}

/** May be left out, and stands for something when it is. */
export function withDefault<T>(field: Field<T>, fallback: T): Field<T> {
  return { ...field, isOptional: true, read: (value, at) => (isAbsent(value) ? fallback : field.read(value, at)) };
}

/** Whatever is there, unread. */
export const anything: Field<unknown> = {
  kind: "anything",
  isOptional: true,
  strangers: nothingBelow,
  read: (value) => value,
};

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
