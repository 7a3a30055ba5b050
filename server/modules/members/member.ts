import type { CarrierName } from "../../../contract/groups.ts";
import type { MemberId } from "../../../contract/ids.ts";

export interface Member {
  readonly id: MemberId;
  readonly nickname: string;
  readonly note: string;
  readonly tags: readonly string[];
  readonly isBlocked: boolean;
  readonly firstJoinedAt: Date;
  /** Set once the member has deleted what is held about him. */
  readonly erasedAt: Date | null;
}

/** What other modules may know of a member. */
export interface MemberFacts {
  readonly id: MemberId;
  readonly nickname: string;
  readonly tags: readonly string[];
  readonly isBlocked: boolean;
}

export interface Identity {
  readonly carrier: CarrierName;
  readonly externalId: string;
  readonly createdAt: Date;
}

export interface Consent {
  readonly kind: string;
  readonly version: string;
  readonly givenAt: Date;
}

/** The name of whoever has deleted his data, wherever the past still shows him. */
export const erasedNickname = "已注销";

/** As many tags as the contract lets staff give; rules that add more change nothing. */
export const maxTags = 30;

/** Consents without which nobody enters. `contact` is asked for apart and may be refused. */
const requiredConsents = ["privacy", "messages"] as const;

/** Which required consents are not given, in the order they are asked for. */
export function missingConsents(given: Readonly<Record<string, boolean>>): string[] {
  return requiredConsents.filter((kind) => given[kind] !== true);
}

export interface TagChange {
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

/** The tags after a change, and what really changed. A tag that is both added and removed is there afterwards. */
export function applyTags(
  tags: readonly string[],
  change: TagChange,
): { tags: string[]; added: string[]; removed: string[] } {
  const dropped = new Set(change.remove ?? []);
  const kept = tags.filter((tag) => !dropped.has(tag) || change.add?.includes(tag));
  const after = [...new Set([...kept, ...(change.add ?? [])])].slice(0, Math.max(maxTags, kept.length));
  return {
    tags: after,
    added: after.filter((tag) => !tags.includes(tag)),
    removed: tags.filter((tag) => !after.includes(tag)),
  };
}

export interface MemberChange {
  readonly tags?: readonly string[] | undefined;
  readonly note?: string | undefined;
  readonly isBlocked?: boolean | undefined;
}
