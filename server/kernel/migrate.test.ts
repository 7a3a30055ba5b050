import { expect, test } from "vitest";
import { splitStatements } from "./migrate.ts";

test("statements end with a semicolon at a line's end, not inside a function's body", () => {
  const sql =
    "-- why\ncreate table a (\n  x int\n);\n\ncreate function f() returns int as $$\nbegin\n  return 1;\nend;\n$$ language plpgsql;\ncreate index b on a (x);";
  expect(splitStatements(sql)).toEqual([
    "create table a (\n  x int\n);",
    "create function f() returns int as $$\nbegin\n  return 1;\nend;\n$$ language plpgsql;",
    "create index b on a (x);",
  ]);
});
