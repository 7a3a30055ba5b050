/** Who may do what. A role is a set of permissions; a route names exactly one. */
export const roles = ["owner", "admin", "operator", "service", "viewer"] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  "org.manage",
  "staff.read",
  "staff.manage",
  "audit.read",
  "api.manage",
  "communities.read",
  "communities.write",
  "groups.read",
  "groups.write",
  "groups.speak",
  "members.read",
  "members.write",
  "members.export",
  "moderation.read",
  "moderation.write",
  "rules.read",
  "rules.write",
  "tasks.read",
  "tasks.write",
  "actions.read",
  "actions.write",
  "figures.read",
  "ledger.read",
  "ledger.write",
] as const;
export type Permission = (typeof permissions)[number];

const reading: readonly Permission[] = permissions.filter((p) => p.endsWith(".read") && p !== "audit.read");

/** What each role may do. The owner may do everything; only the owner and admins change staff and settings. */
export const permissionsOf: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(permissions),
  admin: new Set(permissions),
  operator: new Set([
    ...reading,
    "communities.write",
    "groups.write",
    "groups.speak",
    "members.write",
    "moderation.write",
    "rules.write",
    "tasks.write",
    "actions.write",
  ]),
  service: new Set([...reading, "groups.speak", "moderation.write", "tasks.write"]),
  viewer: new Set(reading),
};

/** Of no use to somebody who sees only some communities: these tell of the whole org, or change it. */
export const wholeOrgPermissions: ReadonlySet<Permission> = new Set([
  "org.manage",
  "staff.manage",
  "audit.read",
  "api.manage",
]);

/** What an access token may be given: it makes neither people nor other tokens, and settles nothing about the org. */
export const tokenPermissions: readonly Permission[] = permissions.filter((p) => !p.endsWith(".manage"));

/**
 * Who a route is for: staff holding a permission, any signed-in staff, a member with a device session,
 * or anybody.
 */
export type Access = Permission | "staff" | "member" | "public";
