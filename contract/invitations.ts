import { z } from "zod";
import { InvitationId, StaffId } from "./ids.ts";
import { Account, Me, Password, Role, Scope, someScope } from "./org.ts";
import { Done, Empty, Instant } from "./page.ts";
import { route } from "./route.ts";
import { name, text } from "./text.ts";

/** A link that makes whoever opens it a colleague, once. */
export const Invitation = z.object({
  id: InvitationId,
  role: Role,
  scope: Scope,
  /** For whom it is meant; a note for whoever looks at the list. */
  note: z.string(),
  invitedBy: z.object({ id: StaffId, name: z.string() }),
  createdAt: Instant,
  expiresAt: Instant,
});
export type Invitation = z.infer<typeof Invitation>;

export const listInvitations = route({
  method: "GET",
  path: "/invitations",
  summary: "Invitations that can still be used, the newest first",
  access: "staff.manage",
  in: Empty,
  out: z.object({ items: z.array(Invitation) }),
  refuses: [],
});

export const createInvitation = route({
  method: "POST",
  path: "/invitations",
  summary: "Makes a link that brings in one colleague within seven days; the link is in this answer alone",
  access: "staff.manage",
  in: z.object({ role: Role, scope: someScope.default(null), note: text(40).default("") }),
  out: z.object({
    invitation: Invitation,
    /** Null when the answer is repeated: a link is told once. */
    url: z.string().nullable(),
  }),
  refuses: ["staff.role_too_high", "community.not_found"],
});

export const revokeInvitation = route({
  method: "DELETE",
  path: "/invitations/:invitationId",
  summary: "Makes a link useless",
  access: "staff.manage",
  in: z.object({ invitationId: InvitationId }),
  out: Done,
  refuses: ["invitation.not_found", "invitation.over"],
});

const Code = z.string().max(100);

export const getInvited = route({
  method: "GET",
  path: "/invited/:code",
  summary: "What the holder of a link is invited to",
  access: "public",
  in: z.object({ code: Code }),
  out: z.object({ orgName: z.string(), invitedBy: z.string(), role: Role, expiresAt: Instant }),
  refuses: ["invitation.not_found", "invitation.over"],
});

export const acceptInvitation = route({
  method: "POST",
  path: "/invited/:code",
  summary: "Makes the holder of a link a colleague, with an account and password of his choice, and signs him in",
  access: "public",
  in: z.object({ code: Code, name: name(20), account: Account, password: Password }),
  out: Me,
  refuses: ["invitation.not_found", "invitation.over", "staff.account_taken"],
});
