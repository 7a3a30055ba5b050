import type { Visitor } from "../harness/browser.ts";
import type { Person } from "./screen.ts";

/** Things of the dense data that screens have addresses for; of the quiet group nobody has ever been a member. */
export type Place =
  | "group"
  | "quietGroup"
  | "member"
  | "community"
  | "liveCode"
  | "rule"
  | "segment"
  | "openCode"
  | "fullCode"
  | "futureCode"
  | "expiredCode"
  | "stoppedCode";

/** A running product, filled to one state. */
export interface World {
  /** Where it answers, such as http://127.0.0.1:4100, without a slash at the end. */
  readonly origin: string;
  /** The id, or for what ends in Code the code, that stands in the address of a place. Throws where the data has none. */
  find(place: Place): string;
  /** Makes the visitor's next page one of this person: cookies, device session, consent. */
  enter(visitor: Visitor, as: Person): Promise<void>;
  /** Requests that are answered even where everything else fails, so that the page knows who looks at it. */
  readonly alwaysAnswered: RegExp;
  close(): Promise<void>;
}

export type Fill = "dense" | "empty";

/**
 * Starts the product on a database of its own and fills it: `dense` with the demo community, `empty` with an org and
 * its owner only. The runner opens each fill once and closes it.
 */
export type OpenWorld = (fill: Fill) => Promise<World>;
