import type { StaffId } from "../../../contract/ids.ts";

declare module "../../kernel/events.ts" {
  interface Events {
    /** Whoever has rows of the org deletes them `within` this event's transaction. */
    "org.wiping": Record<string, never>;
    /** Role, access or sessions of a staff member changed: open sockets must ask again who he is. */
    "staff.access_changed": { staffId: StaffId };
  }
}
declare module "../../kernel/jobs.ts" {
  interface Jobs {
    "org.forget-expired": Record<string, never>;
  }
}
