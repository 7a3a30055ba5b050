import type { MemberId } from "../../../contract/ids.ts";

/** Facts hold ids and the org's own words (tags), never what a person wrote: they outlive a deletion. */
declare module "../../kernel/events.ts" {
  interface Events {
    "member.created": { memberId: MemberId };
    "member.renamed": { memberId: MemberId };
    "member.tagged": { memberId: MemberId; added: readonly string[]; removed: readonly string[] };
    "member.blocked": { memberId: MemberId };
    "member.unblocked": { memberId: MemberId };
    /** Whoever holds something about the member lets go of it `within` this event's transaction. */
    "member.data_deleted": { memberId: MemberId };
  }
}
declare module "../../kernel/jobs.ts" {
  interface Jobs {
    "members.forget-expired": Record<string, never>;
  }
}
