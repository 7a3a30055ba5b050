import type { Permission } from "../../../contract/permissions.ts";
import type { Messages } from "../messages/messages.ts";

export interface NavPage {
  readonly to:
    | "/"
    | "/tasks"
    | "/communities"
    | "/groups"
    | "/members"
    | "/segments"
    | "/live-codes"
    | "/rules"
    | "/moderation"
    | "/actions"
    | "/carriers"
    | "/staff"
    | "/audit";
  readonly label: keyof Messages["app"]["nav"];
  /** Who cannot read the page does not see it. */
  readonly permission: Permission;
  /** Follows the community picked in the top bar. */
  readonly isByCommunity?: true;
}

export interface NavGroup {
  readonly title: keyof Messages["app"]["nav"] | null;
  readonly pages: readonly NavPage[];
}

/** Every page that works, in the order of the day: first what to do, then who is here, then what leaves. */
export const navGroups: readonly NavGroup[] = [
  {
    title: null,
    pages: [
      { to: "/", label: "overview", permission: "figures.read", isByCommunity: true },
      { to: "/tasks", label: "tasks", permission: "tasks.read" },
    ],
  },
  {
    title: "community",
    pages: [
      { to: "/communities", label: "communities", permission: "communities.read" },
      { to: "/groups", label: "groups", permission: "groups.read", isByCommunity: true },
      { to: "/members", label: "members", permission: "members.read", isByCommunity: true },
      { to: "/segments", label: "segments", permission: "members.read" },
      { to: "/live-codes", label: "liveCodes", permission: "groups.read", isByCommunity: true },
    ],
  },
  {
    title: "care",
    pages: [
      { to: "/rules", label: "rules", permission: "rules.read" },
      { to: "/moderation", label: "moderation", permission: "moderation.read" },
    ],
  },
  {
    title: "out",
    pages: [
      { to: "/actions", label: "actions", permission: "actions.read" },
      { to: "/carriers", label: "carriers", permission: "groups.read" },
    ],
  },
  {
    title: "org",
    pages: [
      { to: "/staff", label: "staff", permission: "staff.read" },
      { to: "/audit", label: "audit", permission: "audit.read" },
    ],
  },
];
