import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roles } from "../../../contract/permissions.ts";
import { decideStaffChange, mayTouchRole, type AskedChange } from "./staff-change.ts";

const asked = (change: Partial<AskedChange>): AskedChange => ({
  actingRole: "owner",
  isSelf: false,
  target: { role: "operator", isDisabled: false },
  change: {},
  activeOwnerCount: 2,
  ...change,
});

const owner = { role: "owner", isDisabled: false } as const;

describe("a change of a staff member", () => {
  test.each([
    ["an owner may demote another owner", asked({ target: owner, change: { role: "viewer" } }), undefined],
    [
      "the last owner cannot be demoted",
      asked({ target: owner, change: { role: "admin" }, activeOwnerCount: 1 }),
      "staff.last_owner",
    ],
    [
      "the last owner cannot be disabled",
      asked({ target: owner, change: { disabled: true }, activeOwnerCount: 1 }),
      "staff.last_owner",
    ],
    [
      "the last owner can be renamed",
      asked({ target: owner, change: { name: "新名字" }, activeOwnerCount: 1 }),
      undefined,
    ],
    [
      "the last owner can be told to stay owner",
      asked({ target: owner, change: { role: "owner", disabled: false }, activeOwnerCount: 1 }),
      undefined,
    ],
    [
      "a disabled owner can be demoted beside the last active one",
      asked({ target: { role: "owner", isDisabled: true }, change: { role: "viewer" }, activeOwnerCount: 1 }),
      undefined,
    ],
    [
      "nobody disables himself",
      asked({ isSelf: true, target: { role: "admin", isDisabled: false }, change: { disabled: true } }),
      "staff.not_yourself",
    ],
    ["one may rename oneself", asked({ isSelf: true, change: { name: "我" } }), undefined],
    ["an admin cannot make an owner", asked({ actingRole: "admin", change: { role: "owner" } }), "staff.role_too_high"],
    [
      "an admin cannot make himself owner",
      asked({
        actingRole: "admin",
        isSelf: true,
        target: { role: "admin", isDisabled: false },
        change: { role: "owner" },
      }),
      "staff.role_too_high",
    ],
    [
      "an admin cannot even rename an owner",
      asked({ actingRole: "admin", target: owner, change: { name: "x" } }),
      "staff.role_too_high",
    ],
    ["an admin may make an admin", asked({ actingRole: "admin", change: { role: "admin" } }), undefined],
  ] as const)("%s", (_title, change, refusal) => {
    expect(decideStaffChange(change)).toBe(refusal);
  });

  test("whatever is asked in whatever order, an owner who can sign in remains", () => {
    const people = fc.array(fc.record({ role: fc.constantFrom(...roles), isDisabled: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    });
    const step = fc.record({
      actor: fc.nat(5),
      target: fc.nat(5),
      change: fc.record({ role: fc.constantFrom(...roles), disabled: fc.boolean() }, { requiredKeys: [] }),
    });
    fc.assert(
      fc.property(people, fc.array(step, { maxLength: 30 }), (others, steps) => {
        const staff = [{ role: "owner" as (typeof roles)[number], isDisabled: false }, ...others];
        const owners = () => staff.filter((one) => one.role === "owner" && !one.isDisabled).length;
        for (const { actor, target, change } of steps) {
          const [acting, changed] = [staff[actor % staff.length], staff[target % staff.length]];
          if (!acting || !changed || acting.isDisabled) continue;
          const refusal = decideStaffChange({
            actingRole: acting.role,
            isSelf: acting === changed,
            target: { ...changed },
            change,
            activeOwnerCount: owners(),
          });
          if (refusal) continue;
          changed.role = change.role ?? changed.role;
          changed.isDisabled = change.disabled ?? changed.isDisabled;
          expect(owners()).toBeGreaterThan(0);
        }
      }),
    );
  });
});

test("only owners touch the role of owner", () => {
  for (const role of roles) {
    expect(mayTouchRole(role, ["owner"])).toBe(role === "owner");
    expect(mayTouchRole(role, ["admin", undefined])).toBe(true);
  }
});
