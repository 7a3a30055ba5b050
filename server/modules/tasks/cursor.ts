import { z } from "zod";
import { Problem } from "../../kernel/problem.ts";

export interface Place {
  readonly at: Date;
  readonly id: string;
}

const Shape = z.tuple([z.int(), z.uuid()]);

/** Where the next page begins, as text that means nothing to the caller. */
export const writeCursor = (place: Place): string =>
  Buffer.from(JSON.stringify([place.at.getTime(), place.id])).toString("base64url");

/** Refuses with input.invalid what `writeCursor` has not written. */
export function readCursor(cursor: string): Place {
  const parsed = Shape.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!parsed.success) throw new Problem("input.invalid", {}, [{ path: "cursor", rule: "format" }]);
  const [ms, id] = parsed.data;
  return { at: new Date(ms), id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not a cursor: the shape's check says so.
    return undefined;
  }
}
