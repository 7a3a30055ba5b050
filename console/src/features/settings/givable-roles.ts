import type { Role } from "../../../../contract/permissions.ts";

const below: Readonly<Record<Role, readonly Role[]>> = {
  owner: ["owner", "admin", "operator", "service", "viewer"],
  admin: ["admin", "operator", "service", "viewer"],
  operator: [],
  service: [],
  viewer: [],
};

/** Roles that a colleague may give and change: none above their own. */
export function givableRoles(own: Role): readonly Role[] {
  return below[own];
}
