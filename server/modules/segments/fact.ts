/**
 * What can be asked about members and groups. Other modules own the rows behind a fact and show them in `pub_` views;
 * server/compose says here where a value stands. Both sides are made from that one saying: the SQL that finds whoever
 * a condition holds for, and the batch loader of what a condition is asked about in memory. So they cannot drift apart.
 */
import type { FactDefinition, SegmentSubject } from "../../../contract/segments.ts";
import type { Ctx } from "../../kernel/context.ts";

/** Something that can be asked, and where its value stands. */
export interface Fact {
  readonly definition: FactDefinition;
  readonly reading: FactReading;
  /** For a number: the calendar days since the instant or day that the reading gives. */
  readonly isDaysSince?: true;
}

/** The rows of one member or group in a view, and what is taken from them. */
export interface FactReading {
  /** A `pub_` view of the module that owns the rows. It has `org_id`. */
  readonly view: string;
  /** Its column with the id of the member or group. */
  readonly key: string;
  /** Whether the view has a `shard`: of the `key` itself (`own`), of something else (`other`), or none. */
  readonly shard: "own" | "other" | "none";
  /** Only rows that pass all of these. */
  readonly where?: readonly RowFilter[];
  readonly take: Take;
}

export type RowFilter =
  | { readonly column: string; readonly is: string | number | boolean }
  /** The last so many days of the org, today included: of a calendar day's column, or of an instant's. */
  | { readonly column: string; readonly withinDays: number; readonly holds: "day" | "instant" }
  /** An instant that has not come yet. */
  | { readonly column: string; readonly isAfter: "now" };

/** What is made of the rows; without any row a number is 0 and a flag false, everything else is not known. */
export type Take =
  /** The view has at most one row for each; for tags and choices the column holds an array. */
  | { readonly how: "only"; readonly column: string; readonly holds?: "day" }
  /** Each row holds one of the choices or tags. */
  | { readonly how: "each"; readonly column: string }
  /** The last of calendar days of the org, today at the latest. */
  | { readonly how: "latest_day"; readonly column: string }
  | { readonly how: "sum"; readonly column: string }
  | { readonly how: "distinct"; readonly column: string }
  | { readonly how: "count" }
  | { readonly how: "exists" };

/** Who there is at all: a view with one row for each member or group that a condition may hold for. */
export interface SubjectReading {
  readonly view: string;
  readonly key: string;
  readonly shard: "own" | "none";
  /** Columns of text: what one is called, and a few words beside the name. */
  readonly name: string;
  readonly note: string;
  /** The fact with the communities one belongs to: staff who may see some communities only are held to it. */
  readonly communities: string;
}

/** Facts that an org makes itself, such as fields of its own. Asked anew each time, since an org may change them. */
export interface FactSource {
  /** Unique name, for replacing it. */
  readonly name: string;
  /** All of this org about this subject; names must not meet those of other sources. */
  list(ctx: Ctx, subject: SegmentSubject): Promise<readonly Fact[]>;
}

/** What a fact's value is in memory; null for what is not known. Of an instant only its calendar day is ever asked. */
export type KnownValue = boolean | number | string | readonly string[] | null;

const madeOfUuids = new Set<FactDefinition["source"]>(["community", "group", "live_code", "staff"]);

/** What the words of a choice are in SQL: ids of ours, or text. */
export const elementType = ({ definition }: Fact): "uuid" | "text" =>
  madeOfUuids.has(definition.source) ? "uuid" : "text";

/** Whether it is compared by calendar days; then `column` holds a day, or an instant whose day is meant. */
export const isByDay = ({ definition, isDaysSince }: Fact): boolean =>
  definition.type === "instant" || isDaysSince === true;

/** Whether one member or group has several values: then a column that holds them all is an array. */
export const isList = ({ definition }: Fact): boolean => definition.type === "tags" || definition.type === "choices";

/** What is the case when there is no row; undefined where that is simply not known. */
export function valueOfNoRow({ reading }: Fact): number | boolean | undefined {
  switch (reading.take.how) {
    case "sum":
    case "distinct":
    case "count":
      return 0;
    case "exists":
      return false;
    case "only":
    case "each":
    case "latest_day":
      return undefined;
  }
}
