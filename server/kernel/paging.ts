/**
 * Pages of lists. A list is in the order of ids, or of an instant and then ids; a cursor is the place of the last row
 * shown, made opaque. Rows are asked for with a limit of one more, so that the last page is known to be it.
 */
import { z } from "zod";
import { Problem } from "./problem.ts";

export interface Place<Id extends string = string> {
  readonly at: Date;
  readonly id: Id;
}

export interface PageOf<T> {
  readonly items: T[];
  readonly next: string | null;
}

const ById = z.uuid();
const ByPlace = z.tuple([z.int(), z.uuid()]).transform(([ms, id]) => ({ at: new Date(ms), id }));

/** One page of a list in the order of ids. */
export const cutPage = <T extends { readonly id: string }>(rows: readonly T[], limit: number): PageOf<T> =>
  cut(rows, limit, ({ id }) => id);

/** One page of a list in the order of an instant and then ids. */
export const cutPageByTime = <T>(rows: readonly T[], limit: number, placeOf: (row: T) => Place): PageOf<T> =>
  cut(rows, limit, (row) => {
    const { at, id } = placeOf(row);
    return [at.getTime(), id];
  });

/** Where a list in the order of ids goes on; undefined for its beginning. Refuses with input.invalid what we never gave out. */
export const readCursor = <Id extends string>(cursor: string | undefined): Id | undefined =>
  read(cursor, ById) as Id | undefined;

/** The same for a list in the order of an instant and then ids. */
export const readTimeCursor = <Id extends string>(cursor: string | undefined): Place<Id> | undefined =>
  read(cursor, ByPlace) as Place<Id> | undefined;

function cut<T>(rows: readonly T[], limit: number, placeOf: (row: T) => unknown): PageOf<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? write(placeOf(last)) : null };
}

const write = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString("base64url");

function read<S extends z.ZodType>(cursor: string | undefined, shape: S): z.output<S> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = shape.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!parsed.success) throw new Problem("input.invalid", {}, [{ path: "cursor", rule: "format" }]);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no cursor: the shape's check says so.
    return undefined;
  }
}
