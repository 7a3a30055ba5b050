import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestContext } from "../../test/harness/context.ts";
import { bigints, days, instants, integers, smallints, texts, uuids } from "./binary-array.ts";

const { ctx } = await openTestContext();

const readBack = async (array: Buffer, type: string): Promise<unknown> => {
  const { rows } = await sql<{ read: unknown }>`
    select array_to_json(${array}::${sql.raw(type)}[])::text as read`.execute(ctx.db);
  return JSON.parse(String(rows[0]?.read));
};

const id = "01a20b48-0900-7000-9e97-1b85680b503d";

test.each([
  ["smallint", smallints([0, 63, -32_768, 32_767, null])],
  ["integer", integers([1, -2, 2_147_483_647, null])],
  ["bigint", bigints([0, -1, 2 ** 32, -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, null])],
  ["text", texts(["狗狗🐶", "", 'a,"b\\', null, "x".repeat(3_000)])],
  ["uuid", uuids([id, null, "ffffffff-ffff-ffff-ffff-ffffffffffff"])],
  ["date", days(["2026-11-28", "1999-12-31", null, "2000-02-29"])],
])("%s arrays are read as they were written", async (type, array) => {
  const expected: Record<string, unknown> = {
    smallint: [0, 63, -32_768, 32_767, null],
    integer: [1, -2, 2_147_483_647, null],
    bigint: [0, -1, 2 ** 32, -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, null],
    text: ["狗狗🐶", "", 'a,"b\\', null, "x".repeat(3_000)],
    uuid: [id, null, "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    date: ["2026-11-28", "1999-12-31", null, "2000-02-29"],
  };
  expect(await readBack(array, type)).toEqual(expected[type]);
});

test("instants keep their millisecond, before and after 2000 and across 2^32 microseconds", async () => {
  const given = [
    "1969-07-20T20:17:40.123Z",
    "1999-12-31T23:59:59.999Z",
    "2000-01-01T00:00:00.000Z",
    "2026-11-28T10:00:00.001Z",
  ];
  const { rows } = await sql<{ at: Date | null }>`
    select at from unnest(${instants([...given.map((text) => new Date(text)), null])}::timestamptz[]) as t (at)`.execute(
    ctx.db,
  );
  expect(rows.map((row) => row.at?.toISOString() ?? null)).toEqual([...given, null]);
});

test("no values are an empty array", async () => {
  expect(await readBack(uuids([]), "uuid")).toEqual([]);
  expect(await readBack(texts([]), "text")).toEqual([]);
});

test.each(["", "x", id.toUpperCase(), id.slice(1), `${id}0`, id.replaceAll("-", "_"), id.replace("a", "ä")])(
  "what is not an id is a bug: %s",
  (text) => {
    expect(() => uuids([id, text])).toThrow("not an id");
  },
);

test.each(["2026-13-01", "yesterday", "2026-11-28T00:00:00Z"])("what is not a day is a bug: %s", (text) => {
  expect(() => days([text])).toThrow("not a calendar day");
});

test.each([0.5, 2 ** 53, Number.NaN])("a number that is not whole and exact is a bug: %s", (value) => {
  expect(() => bigints([value])).toThrow("not a whole number");
});

test("what is not an instant is a bug", () => {
  expect(() => instants([new Date(Number.NaN)])).toThrow("not an instant");
});
