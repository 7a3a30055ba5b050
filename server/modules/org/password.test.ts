import { expect, test } from "vitest";
import { fitsPassword, hashPassword } from "./password.ts";

test("a password is kept as argon2id of 19 MiB and two passes, and only it fits", async () => {
  const hash = await hashPassword("一只很长的密码");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await fitsPassword(hash, "一只很长的密码")).toBe(true);
  expect(await fitsPassword(hash, "一只很长的密码 ")).toBe(false);
});

test("one keyboard composes characters that another does not", async () => {
  expect(await fitsPassword(await hashPassword("caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301")).toBe(true);
});

test("no password fits nobody, and that takes as long to say", async () => {
  const hash = await hashPassword("correct horse");
  const time = async (of: string | undefined) => {
    const start = performance.now();
    expect(await fitsPassword(of, "nobody has this password")).toBe(false);
    return performance.now() - start;
  };
  const best = { known: Infinity, unknown: Infinity };
  for (let round = 0; round < 6; round++) {
    best.known = Math.min(best.known, await time(hash));
    best.unknown = Math.min(best.unknown, await time(undefined));
  }
  expect(best.unknown / best.known).toBeGreaterThan(0.5);
  expect(best.unknown / best.known).toBeLessThan(2);
});
