/** Values that fit a JSON Schema, for the documentation of routes and for tests that call every one of them. */
import { z } from "zod";

type Schema = z.core.JSONSchema.JSONSchema;

/** What a property of this name is usually filled with, where its schema allows it. */
export type ExampleWords = Readonly<Record<string, unknown>>;

/** Of something that holds others of its kind, so many are shown inside one another. */
const deepest = 5;
const anyId = "0193d5a4-7c00-7000-8000-000000000001";

/** A value of what zod takes (`input`) or gives: with every field, and one entry in every list. */
export function exampleOf(schema: z.ZodType, options: { io: "input" | "output"; words: ExampleWords }): unknown {
  const json = z.toJSONSchema(schema, { io: options.io, unrepresentable: "any" });
  return new Examples(json, options.words).of(json, { name: "", depth: 0 });
}

interface At {
  /** The property that is filled. */
  readonly name: string;
  readonly depth: number;
}

class Examples {
  readonly #root: Schema;
  readonly #words: ExampleWords;

  constructor(root: Schema, words: ExampleWords) {
    this.#root = root;
    this.#words = words;
  }

  of(schema: Schema | boolean | undefined, at: At): unknown {
    if (typeof schema !== "object") return null;
    const [written] = schema.examples ?? [];
    if (written !== undefined) return written;
    if (schema.$ref) return this.of(this.#find(schema.$ref), { ...at, depth: at.depth + 1 });
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum.includes(this.#words[at.name] as never) ? this.#words[at.name] : schema.enum[0];
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.of(this.#pick(choices), at);
    return this.#ofType(schema, at);
  }

  /** Something rather than nothing, and what ends rather than what holds more of its kind. */
  #pick(choices: readonly (Schema | boolean)[]): Schema | boolean | undefined {
    const some = choices.filter((choice) => typeof choice !== "object" || choice.type !== "null");
    return some.find((choice) => !JSON.stringify(choice).includes("$ref")) ?? some[0];
  }

  #ofType(schema: Schema, at: At): unknown {
    switch (typeOf(schema)) {
      case "object":
        return this.#object(schema, at);
      case "array":
        return this.#array(schema, at);
      case "string":
        return this.#string(schema, at);
      case "integer":
      case "number":
        return this.#number(schema, at);
      case "boolean":
        return this.#words[at.name] === true;
      default:
        return this.#words[at.name] ?? null;
    }
  }

  #object(schema: Schema, { depth }: At): Record<string, unknown> {
    const known = Object.entries(schema.properties ?? {});
    if (known.length === 0 && typeof schema.additionalProperties === "object")
      return { key: this.of(schema.additionalProperties, { name: "key", depth: depth + 1 }) };
    return Object.fromEntries(known.map(([name, inner]) => [name, this.of(inner, { name, depth: depth + 1 })]));
  }

  #array(schema: Schema, { name, depth }: At): unknown[] {
    if (schema.prefixItems) return schema.prefixItems.map((inner) => this.of(inner, { name, depth }));
    if (depth > deepest && !schema.minItems) return [];
    const one = Array.isArray(schema.items) ? schema.items[0] : schema.items;
    return [this.of(one, { name: name.replace(/ies$/, "y").replace(/s$/, ""), depth: depth + 1 })];
  }

  #string(schema: Schema, { name }: At): string {
    const word = this.#words[name];
    if (typeof word === "string" && fits(word, schema)) return word;
    const usual = usualText(schema);
    if (usual !== undefined) return usual;
    return "文字".repeat(100).slice(0, Math.min(schema.maxLength ?? 8, Math.max(schema.minLength ?? 0, 4)));
  }

  #number(schema: Schema, { name }: At): number {
    const word = this.#words[name];
    const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema;
    if (typeof word === "number" && word >= minimum && word <= maximum) return word;
    return Math.min(Math.max(minimum, 1), maximum);
  }

  #find(ref: string): Schema | boolean | undefined {
    if (ref === "#") return this.#root;
    return this.#root.$defs?.[ref.replace("#/$defs/", "")];
  }
}

/** A type beside null is that type. */
const typeOf = ({ type, properties }: Schema): string | undefined =>
  [type].flat().find((name) => name !== undefined && name !== "null") ?? (properties ? "object" : undefined);

const fits = (word: string, { pattern, minLength = 0, maxLength = Infinity }: Schema): boolean =>
  word.length >= minLength &&
  word.length <= maxLength &&
  (pattern === undefined || new RegExp(pattern, "u").test(word));

function usualText({ format, pattern, contentEncoding }: Schema): string | undefined {
  const samples = [anyId, "2026-11-24T02:00:00.000Z", "2026-11-24", "09:30", "https://example.com/hook", "true"];
  if (format === "uri") return "https://example.com/hook";
  if (contentEncoding === "base64") return "";
  return pattern === undefined ? undefined : samples.find((sample) => new RegExp(pattern, "u").test(sample));
}
