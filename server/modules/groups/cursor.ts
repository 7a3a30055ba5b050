import { z } from "zod";
import { GroupId, MemberId } from "../../../contract/ids.ts";
import { Problem } from "../../kernel/problem.ts";

/** Where the next page of a group's members begins. */
const AfterMember = z.tuple([z.int(), MemberId]).transform(([ms, memberId]) => ({ joinedAt: new Date(ms), memberId }));

export interface AfterMember {
  readonly joinedAt: Date;
  readonly memberId: MemberId;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export const cursorOfGroup = ({ id }: { readonly id: GroupId }): string => encode(id);

export const cursorOfMember = ({ joinedAt, memberId }: AfterMember): string => encode([joinedAt.getTime(), memberId]);

/** Refuse with input.invalid what this module never gave out. */
export const readGroupCursor = (cursor: string | undefined): GroupId | undefined => read(cursor, GroupId);

export const readMemberCursor = (cursor: string | undefined): AfterMember | undefined => read(cursor, AfterMember);

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

/** One page out of rows that were asked for with a limit of one more, so that the last page is known to be it. */
export function cutPage<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (row: T) => string,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
