import { Button } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../app/language.tsx";
import type { Pages } from "../app/use-api.ts";
import { ProblemBox } from "./problem-box.tsx";
import { SkeletonRows } from "./skeleton-rows.tsx";
import "./data-table.css";

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  /** One line of text, cut with an ellipsis where it is too long; the whole stands in the tooltip. */
  readonly text?: (row: T) => string;
  /** Anything else. */
  readonly cell?: (row: T) => ReactNode;
  /** Numbers stand to the right. */
  readonly isNumber?: true;
  /** Buttons: a phone needs no name before them. */
  readonly isActs?: true;
  /** The column that names the row: it leads the row when a phone shows rows as cards. */
  readonly isName?: true;
  /** CSS width of the column on wide screens. */
  readonly width?: string;
}

export interface DataTableProps<T> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
}

/** A dense table; below 700 px every row becomes a small card, so that nothing scrolls sideways. */
export function DataTable<T>({ label, columns, rows, keyOf }: DataTableProps<T>): ReactNode {
  return (
    <div className="data-table">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classOf(column)} style={{ width: column.width }}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.key} className={classOf(column)} data-label={column.isActs ? "" : column.title}>
                  {cellOf(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellOf<T>(column: Column<T>, row: T): ReactNode {
  if (!column.text) return column.cell?.(row);
  const text = column.text(row);
  return (
    <span className="data-text" title={text}>
      {text}
    </span>
  );
}

const classOf = (column: Column<never>): string =>
  `${column.isNumber ? "data-number" : ""} ${column.isName ? "data-name" : ""}`;

export interface PagedTableProps<T> extends Omit<DataTableProps<T>, "rows"> {
  readonly pages: Pages<T>;
  /** Shown in place of the table when there is not one row. */
  readonly empty: ReactNode;
}

/** A table of a list that is read page by page, with its loading, empty and refused states. */
export function PagedTable<T>({ pages, empty, ...table }: PagedTableProps<T>): ReactNode {
  const t = useMessages().app;
  if (pages.error && pages.items.length === 0) return <ProblemBox error={pages.error} again={pages.reload} />;
  if (pages.isLoading) return <SkeletonRows count={8} />;
  if (pages.items.length === 0) return empty;
  return (
    <>
      <DataTable {...table} rows={pages.items} />
      {pages.hasMore && (
        <div className="data-more">
          <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
            {t.more}
          </Button>
        </div>
      )}
    </>
  );
}
