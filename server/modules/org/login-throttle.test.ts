import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideRetryAt, keysOfTry, networkOf, windowStart } from "./login-throttle.ts";

const now = new Date("2026-11-24T02:00:00.000Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const times = (count: number, minutes: number) => Array.from({ length: count }, () => minutesAgo(minutes));

describe("the throttle", () => {
  test.each([
    ["nine tries leave one", "account", times(9, 1), undefined],
    ["ten tries are all, until the first is 15 minutes old", "account", times(10, 5), 10],
    ["tries of 15 minutes ago are forgotten", "account", times(10, 15), undefined],
    ["one of ten that leaves makes room", "account", [...times(9, 1), minutesAgo(15)], undefined],
    ["an address has fifty", "address", times(49, 1), undefined],
    ["and not one more", "address", times(50, 14), 1],
  ] as const)("%s", (_title, kind, earlier, waitMinutes) => {
    const retryAt = decideRetryAt(kind, earlier, now);
    expect(retryAt && (retryAt.getTime() - now.getTime()) / 60_000).toBe(waitMinutes);
  });

  test("whoever tries as soon as he may never has more than ten tries in any 15 minutes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200_000), { maxLength: 60 }), (gaps) => {
        const allowed: Date[] = [];
        let ms = now.getTime();
        for (const gap of gaps) {
          ms += gap;
          const at = new Date(ms);
          const retryAt = decideRetryAt("account", allowed, at);
          expect(retryAt?.getTime() ?? Infinity).toBeGreaterThan(ms);
          if (!retryAt) allowed.push(at);
          expect(allowed.filter((time) => time > windowStart(at)).length).toBeLessThanOrEqual(10);
        }
      }),
    );
  });
});

describe("an address", () => {
  test.each([
    ["10.0.0.7", "10.0.0.7"],
    ["::ffff:10.0.0.7", "10.0.0.7"],
    ["not an address", "not an address"],
  ])("%s counts as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test("counts with its /64 when it is IPv6", () => {
    expect(networkOf("2001:db8:1:2::1")).toBe(networkOf("2001:db8:1:2:ffff::9"));
    expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
  });
});

test("the keys of a try show neither account nor address", () => {
  const keys = keysOfTry("boss", "10.0.0.7");
  expect(JSON.stringify(keys)).not.toMatch(/boss|10\.0/);
  expect(keysOfTry("boss", "10.0.0.8").account).not.toBe(keys.account);
  const other = keysOfTry("other", "10.0.0.7");
  expect(other.account).not.toBe(keys.account);
  expect(other.address).toBe(keys.address);
});
