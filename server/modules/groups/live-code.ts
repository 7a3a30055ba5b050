import type { CommunityId, GroupId, LiveCodeId } from "../../../contract/ids.ts";
import type { GroupState } from "./group.ts";

export interface NextGroups {
  readonly make: boolean;
  readonly nameTemplate: string;
  readonly capacity: number;
  /** Groups in all, those put in by hand included. */
  readonly maxGroups: number;
}

/** One link that never changes and leads each newcomer to a group with room. */
export interface LiveCode {
  readonly id: LiveCodeId;
  readonly communityId: CommunityId;
  readonly communityName: string;
  readonly communityArchived: boolean;
  readonly name: string;
  readonly code: string;
  readonly next: NextGroups;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly stopped: boolean;
  /** Joins through this code, of groups that were taken out of it too. */
  readonly joinedCount: number;
  readonly createdAt: Date;
}

export interface LiveCodeGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly memberCount: number;
  readonly capacity: number;
  readonly state: GroupState;
}

export type LiveCodeState = "open" | "full" | "not_yet" | "expired" | "stopped";

type Terms = Pick<LiveCode, "communityArchived" | "stopped" | "validFrom" | "validUntil"> & {
  readonly next: Pick<NextGroups, "make" | "maxGroups" | "nameTemplate">;
};
type Fill = Pick<LiveCodeGroup, "id" | "memberCount" | "capacity" | "state">;

export type Entry<G extends Fill> =
  | { readonly enter: G }
  /** The next group has to be made, with this name. */
  | { readonly make: { readonly name: string } }
  | { readonly refuse: `live_code.${Exclude<LiveCodeState, "open">}` };

/**
 * Where a newcomer goes who comes with this code now. Groups are filled in the order given. Whether the code
 * holds at all is asked first: stopped, then not yet, then expired. The next group is made only when an open one
 * is full: when staff have paused or archived them all, nobody opens a new one behind their back.
 */
export function decideEntry<G extends Fill>(code: Terms, groups: readonly G[], now: Date): Entry<G> {
  if (code.stopped || code.communityArchived) return { refuse: "live_code.stopped" };
  if (code.validFrom && now < code.validFrom) return { refuse: "live_code.not_yet" };
  if (code.validUntil && now >= code.validUntil) return { refuse: "live_code.expired" };
  const open = groups.filter((group) => group.state === "open");
  const withRoom = open.find((group) => group.memberCount < group.capacity);
  if (withRoom) return { enter: withRoom };
  if (open.length > 0 && code.next.make && groups.length < code.next.maxGroups)
    return { make: { name: nameNext(code.next.nameTemplate, groups.length + 1) } };
  return { refuse: "live_code.full" };
}

/** What the console and the join page say of the code: open means that the next newcomer gets in. */
export function stateOf(code: Terms, groups: readonly Fill[], now: Date): LiveCodeState {
  const entry = decideEntry(code, groups, now);
  if (!("refuse" in entry)) return "open";
  return entry.refuse.slice("live_code.".length) as LiveCodeState;
}

/** The name of the nth group: {n} in the template, else the number behind it. At most 30 characters, the number kept. */
export function nameNext(template: string, n: number): string {
  const name = template.includes("{n}") ? template.replaceAll("{n}", String(n)) : `${template} ${n}`;
  return name.length <= maxNameLength ? name : `${name.slice(0, maxNameLength - String(n).length - 1)} ${n}`;
}

const maxNameLength = 30;

/** Whether a span of validity holds any instant. */
export const isSpan = (from: Date | null, until: Date | null): boolean => !from || !until || from < until;

/** So long that nobody finds one by trying: 58 bits of letters and digits. */
export const codeLength = 10;
