import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import type { OrgId, StaffId } from "../../../contract/ids.ts";
import { openTestContext } from "../../../test/harness/context.ts";
import type { Ctx } from "../../kernel/context.ts";
import type { Wire } from "../../kernel/http/serve.ts";
import { buildOrg, buildStaff, builtPassword, portsAlone } from "./build.ts";
import { createStaff } from "./create-staff.ts";
import { recordTry } from "./record-try.ts";
import { signIn } from "./sign-in.ts";
import { listSessionRows } from "./store/sessions.ts";
import { findStaffRow, listStaffRows, type StaffRow } from "./store/staff.ts";
import { updateStaff } from "./update-staff.ts";

const { ctxAs, parts, ctx: plain } = await openTestContext();

/** A fresh org with two owners, and each of them as the actor of a context. */
async function openOrgOfTwo(): Promise<{
  org: Ctx;
  owners: readonly [StaffRow, StaffRow];
  as: (staff: StaffRow) => Ctx;
}> {
  const org = ctxAs({ org: parts.ids.next<OrgId>() });
  await buildOrg(org);
  const owners = [await buildStaff(org, "owner"), await buildStaff(org, "owner")] as const;
  return {
    org,
    owners,
    as: ({ id, name }) => ctxAs({ org: org.org, actor: { kind: "staff", id, name, scope: null } }),
  };
}

const codeOf = (result: PromiseSettledResult<unknown>): unknown =>
  result.status === "rejected" ? (result.reason as { code?: string }).code : "done";

test.each([
  ["demote", { role: "viewer" }],
  ["disable", { disabled: true }],
] as const)("two owners who %s each other at once leave one owner", async (_verb, change) => {
  for (let round = 0; round < 10; round++) {
    const { org, owners, as } = await openOrgOfTwo();
    const [one, other] = owners;
    const results = await Promise.allSettled([
      updateStaff(as(one), portsAlone, { staffId: other.id, ...change }),
      updateStaff(as(other), portsAlone, { staffId: one.id, ...change }),
    ]);
    const codes = results.map(codeOf);
    expect(codes).toContain("done");
    const refusal = codes.find((code) => code !== "done");
    expect(["staff.last_owner", "staff.role_too_high", "permission.missing"]).toContain(refusal);
    const left = (await listStaffRows(org)).filter((staff) => staff.role === "owner" && !staff.disabledAt);
    expect(left).toHaveLength(1);
  }
});

test("the last of two owners is told so when the other has just gone", async () => {
  const { owners, as } = await openOrgOfTwo();
  const [one, other] = owners;
  const [changed, waits] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  // The first change stays uncommitted until the second one has asked and waits for its lock.
  const first = as(one).transaction(async (tx) => {
    await updateStaff(tx, portsAlone, { staffId: other.id, role: "admin" });
    changed.resolve();
    await waits.promise;
  });
  await changed.promise;
  const second = updateStaff(as(other), portsAlone, { staffId: one.id, role: "admin" });
  await Promise.all([
    setTimeout(150).then(() => waits.resolve()),
    first,
    expect(second).rejects.toMatchObject({ code: "staff.last_owner" }),
  ]);
});

test("an account that two give at once is given to one", async () => {
  const { owners, as } = await openOrgOfTwo();
  const give = () =>
    createStaff(as(owners[0]), portsAlone, {
      account: "same.name",
      name: "x",
      role: "viewer",
      password: "0123456789",
      scope: null,
    });
  const codes = (await Promise.allSettled([give(), give(), give(), give()])).map(codeOf);
  expect(codes.filter((code) => code === "done")).toHaveLength(1);
  expect(codes.filter((code) => code === "staff.account_taken")).toHaveLength(3);
});

test("no session outlives a disabling that happens while he signs in", async () => {
  const { org, owners, as } = await openOrgOfTwo();
  for (let round = 0; round < 8; round++) {
    const staff = await buildStaff(org, "viewer");
    await Promise.allSettled([
      signIn(plain, { account: staff.account, password: builtPassword }, wireFrom(`10.9.0.${round}`)),
      after(round * 8, () => updateStaff(as(owners[0]), portsAlone, { staffId: staff.id, disabled: true })),
    ]);
    expect((await findStaffRow(org, staff.id))?.disabledAt).not.toBeNull();
    expect(await sessionsOf(org, staff.id)).toBe(0);
  }
});

test("tries from many processes are counted together", async () => {
  const tries = Array.from({ length: 25 }, () => recordTry(plain, { account: "one", address: "10.8.0.1" }));
  const codes = (await Promise.allSettled(tries)).map(codeOf);
  expect(codes.filter((code) => code === "done")).toHaveLength(10);
  expect(codes.filter((code) => code === "login.throttled")).toHaveLength(15);
});

async function sessionsOf(org: Ctx, staffId: StaffId): Promise<number> {
  return (await listSessionRows(org, { staffId, after: new Date(0) })).length;
}

async function after<T>(ms: number, work: () => Promise<T>): Promise<T> {
  await setTimeout(ms);
  return work();
}

function wireFrom(address: string): Wire {
  return {
    address,
    userAgent: "",
    origin: "http://localhost",
    key: undefined,
    cookie: () => undefined,
    setCookie: () => undefined,
    clearCookie: () => undefined,
    bearer: undefined,
    file: async () => undefined,
    enter: (org, actor) => ctxAs({ org, actor }),
  };
}
