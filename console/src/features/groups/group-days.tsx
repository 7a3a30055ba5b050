import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import type { Out } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import { DataTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";

const DaysChart = lazy(async () => ({ default: (await import("../../ui-kit/days-chart.tsx")).DaysChart }));

type DayRow = Out<"GET /figures/groups/:groupId/days">["days"][number];

const spanDays = 30;

/** A group day by day over the last 30 days, drawn and as a table. */
export function GroupDays({ groupId }: { groupId: string }): ReactNode {
  const t = useMessages().groups.days;
  const format = useFormat();
  const query = useApi("GET /figures/groups/:groupId/days", {
    groupId,
    ...format.lastDays(spanDays),
  });
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={8} />;
  const { days, asOf } = query.data;
  if (days.length === 0) return <EmptyHint title={t.empty} body={t.emptyBody} />;
  return (
    <div className="group-pane">
      <p className="muted small">
        {t.title} · {t.asOf(format.dateTime(asOf))}
      </p>
      <Suspense fallback={<SkeletonRows count={8} />}>
        <DaysChart label={t.chart} days={days} />
      </Suspense>
      <DaysTable days={days} />
    </div>
  );
}

function DaysTable({ days }: { days: readonly DayRow[] }): ReactNode {
  const t = useMessages().groups.days;
  const format = useFormat();
  const words = t.columns;
  const figures = [
    ["memberCount", words.members],
    ["joins", words.joins],
    ["leaves", words.leaves],
    ["messages", words.messages],
    ["activeMembers", words.active],
  ] as const;
  const columns: Column<DayRow>[] = [
    { key: "day", title: words.day, isName: true, cell: (row) => format.day(row.day) },
    ...figures.map(([key, title]) => ({
      key,
      title,
      isNumber: true as const,
      cell: (row: DayRow) => format.number(row[key]),
    })),
  ];
  return <DataTable label={t.table} columns={columns} rows={days.toReversed()} keyOf={(row) => row.day} />;
}
