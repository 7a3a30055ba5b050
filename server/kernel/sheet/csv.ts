import { guardFormula, type Cell } from "./cell.ts";

/** Excel reads a file as UTF-8 only when it begins with this. */
const byteOrderMark = "\uFEFF";

/** Rows as CSV in UTF-8 with byte order mark, lines ended by CRLF, guarded against formulas; one chunk for each batch. */
export async function* writeCsv(
  batches: AsyncIterable<readonly (readonly Cell[])[]> | Iterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  yield byteOrderMark;
  for await (const rows of batches) yield rows.map(lineOf).join("");
}

const lineOf = (row: readonly Cell[]): string => `${row.map(fieldOf).join(",")}\r\n`;

function fieldOf(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = guardFormula(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
