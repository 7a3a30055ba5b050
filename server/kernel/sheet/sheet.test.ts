import { parse } from "csv-parse/sync";
import fc from "fast-check";
import readXlsx from "read-excel-file/node";
import { expect, test } from "vitest";
import { guardFormula, type Cell } from "./cell.ts";
import { writeCsv } from "./csv.ts";
import { columnName, writeXlsx } from "./xlsx.ts";

async function csvOf(rows: readonly (readonly Cell[])[]): Promise<string> {
  let text = "";
  for await (const chunk of writeCsv([rows])) text += chunk;
  return text;
}

async function xlsxOf(batches: readonly (readonly (readonly Cell[])[])[], rowsPerSheet?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeXlsx("成员", batches, rowsPerSheet)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test.each(["=1+1", "+86 138", "-5", "@sum", "\tx", "\rx", "\u0000x", "＝1", "＋1", "－1", "＠a"])(
  "%j is never taken for a formula",
  async (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
    const [[cell]] = parse(await csvOf([[text]]), { bom: true }) as [[string]];
    expect(cell).toBe(`'${text}`);
    const sheets = await readXlsx(await xlsxOf([[["head"], [text]]]));
    const read = String(sheets[0]?.data[1]?.[0]);
    expect(read.startsWith("'")).toBe(true);
  },
);

test.each(["猫", "a=b", "1-2", "", " =1"])("%j is left as it is", (text) => {
  expect(guardFormula(text)).toBe(text);
});

test("a CSV begins with the mark that Excel needs, and quotes what would break a line", async () => {
  expect(
    await csvOf([
      ["昵称", "数"],
      ['他说"喵", \n对', 3],
      [null, -2],
    ]),
  ).toBe('\uFEFF昵称,数\r\n"他说""喵"", \n对",3\r\n,-2\r\n');
});

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom("a,b", '"', "x\ny", "<b>&'", "＝", "👨‍👩‍👧", " 空 "),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
);
const table = fc
  .integer({ min: 1, max: 30 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

test("whatever is written as CSV is read back, but for the guard", async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const read = parse(await csvOf(rows), { bom: true, relax_column_count: true, skip_empty_lines: false });
      const meant = rows.map((row) => row.map((one) => (typeof one === "string" ? guardFormula(one) : String(one))));
      expect(read).toEqual(meant);
    }),
    { numRuns: 60 },
  );
});

test("whatever is written as a workbook is read back, however it is cut into batches", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.nat({ max: 12 }), async (rows, cut) => {
      const file = await xlsxOf([rows.slice(0, cut), rows.slice(cut)]);
      const sheets = await readXlsx(file, { trim: false });
      const data = sheets[0]?.data ?? [];
      for (const [y, row] of rows.entries())
        for (const [x, one] of row.entries()) {
          const meant = typeof one === "string" ? guardFormula(one) : one;
          expect(data[y]?.[x] ?? "").toBe(meant === null ? "" : meant);
        }
    }),
    { numRuns: 40 },
  );
});

test("more rows than a sheet holds go on in the next one, under the same head", async () => {
  const rows = [["n"], ...Array.from({ length: 7 }, (_, n) => [n + 1])];
  const sheets = await readXlsx(await xlsxOf([rows], 3));
  expect(sheets.map(({ sheet, data }) => [sheet, data.flat()])).toEqual([
    ["成员", ["n", 1, 2, 3]],
    ["成员 2", ["n", 4, 5, 6]],
    ["成员 3", ["n", 7]],
  ]);
});

test("a source that fails half way ends the file with its error", async () => {
  async function* broken() {
    yield [["head"], ["a"]];
    throw new Error("the database is away");
  }
  await expect(async () => {
    for await (const chunk of writeXlsx("x", broken())) expect(chunk.length).toBeGreaterThan(0);
  }).rejects.toThrow("the database is away");
});

test("columns beyond Z have two letters", () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
});
