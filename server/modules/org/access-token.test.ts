import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CommunityId } from "../../../contract/ids.ts";
import { permissions, permissionsOf, roles, wholeOrgPermissions } from "../../../contract/permissions.ts";
import { commonScope, findTooHigh, powersOf, stateOf } from "./access-token.ts";

const now = new Date("2026-11-24T02:00:00Z");
const later = new Date("2026-11-25T02:00:00Z");
const maker = { name: "林岛主", role: "owner", scope: null, disabledAt: null } as const;

const anyScope = fc.option(fc.subarray(["a", "b", "c"] as CommunityId[]), { nil: null });
const anyToken = fc.record({
  permissions: fc.subarray([...permissions]),
  scope: anyScope,
  maker: fc.record({
    name: fc.constant("x"),
    role: fc.constantFrom(...roles),
    scope: anyScope,
    disabledAt: fc.constant(null),
  }),
});

describe("what a token may do", () => {
  test("is never more than was chosen, nor more than its maker may, nor anything that makes people or tokens", () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        const powers = powersOf(token);
        for (const permission of powers.permissions) {
          expect(token.permissions).toContain(permission);
          expect(permissionsOf[token.maker.role].has(permission)).toBe(true);
          expect(permission).not.toMatch(/manage$/);
        }
        const needless = [...powers.permissions].filter((one) => wholeOrgPermissions.has(one));
        expect(powers.scope === null ? [] : needless).toEqual([]);
      }),
    );
  });

  test("reaches no community that lies outside of its own or its maker's scope", () => {
    fc.assert(
      fc.property(anyScope, anyScope, (one, other) => {
        const common = commonScope(one, other);
        const isIn = (id: CommunityId) => (one?.includes(id) ?? true) && (other?.includes(id) ?? true);
        for (const id of ["a", "b", "c"] as CommunityId[]) expect(common?.includes(id) ?? true).toBe(isIn(id));
      }),
    );
  });

  test("names the permission that cannot be passed on", () => {
    const admin = { permissions: permissionsOf.admin, isLimited: false };
    expect(findTooHigh(["groups.read", "staff.manage"], admin)).toBe("staff.manage");
    expect(findTooHigh(["groups.read", "rules.write"], { ...admin, permissions: permissionsOf.service })).toBe(
      "rules.write",
    );
    expect(findTooHigh(["audit.read"], { ...admin, isLimited: true })).toBe("audit.read");
    expect(findTooHigh(["audit.read"], admin)).toBeUndefined();
  });
});

test.each([
  ["live", { revokedAt: null, expiresAt: null, maker }],
  ["live", { revokedAt: null, expiresAt: later, maker }],
  ["expired", { revokedAt: null, expiresAt: now, maker }],
  ["asleep", { revokedAt: null, expiresAt: later, maker: { ...maker, disabledAt: now } }],
  ["revoked", { revokedAt: now, expiresAt: now, maker: { ...maker, disabledAt: now } }],
] as const)("a token is %s", (state, token) => expect(stateOf(token, now)).toBe(state));
