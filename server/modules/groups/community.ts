import type { Expectation } from "../../../contract/groups.ts";
import type { CommunityId } from "../../../contract/ids.ts";

export type Purpose = "single" | "growing";

/** A kind of people and a thing they do together; it stands above its groups. */
export interface Community {
  readonly id: CommunityId;
  readonly name: string;
  readonly purpose: Purpose;
  readonly who: string;
  readonly what: string;
  readonly expectation: Expectation;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  /** Groups that are not archived. */
  readonly groupCount: number;
  /** Taken places: a member of two groups counts twice. */
  readonly memberCount: number;
}

export interface CommunityFields {
  readonly name: string;
  readonly purpose: Purpose;
  readonly who: string;
  readonly what: string;
  readonly expectation: Expectation;
}

export const communityFields = ["name", "purpose", "who", "what", "expectation"] as const;
