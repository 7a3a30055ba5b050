import { Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import type { Out } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat, useSession } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { describeChange } from "./describe-change.ts";
import { PeopleDrawer } from "./people-drawer.tsx";
import type { PeopleWhat } from "./people-drawer.tsx";

const DaysChart = lazy(async () => ({ default: (await import("../../ui-kit/days-chart.tsx")).DaysChart }));

type Overview = Out<"GET /figures/overview">;

const figures = [
  { name: "activeMembers", wants: "more", people: "active" },
  { name: "joins", wants: "more", people: "joined" },
  { name: "leaves", wants: "fewer", people: "left" },
  { name: "messages", wants: "more", people: null },
  { name: "members", wants: "more", people: "present" },
] as const;

/** The last seven days against the seven before, the people behind each figure, and the days drawn. */
export function WeekCard({ communityId }: { communityId: string | undefined }): ReactNode {
  const t = useMessages().overview.week;
  const format = useFormat();
  const query = useApi("GET /figures/overview", { communityId }, { everyMs: 60_000 });
  const note = query.data ? t.note(format.time(query.data.asOf)) : undefined;
  return (
    <Card title={t.title} note={note} className="week">
      {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows count={6} />}
      {query.data && <Week overview={query.data} communityId={communityId} />}
    </Card>
  );
}

function Week({ overview, communityId }: { overview: Overview; communityId: string | undefined }): ReactNode {
  const t = useMessages().overview.week;
  const [people, setPeople] = useState<PeopleWhat>();
  return (
    <>
      <div className="figures">
        {figures.map((figure) => (
          <FigureCell key={figure.name} figure={figure} overview={overview} open={setPeople} />
        ))}
      </div>
      {overview.days.some((day) => day.messages + day.joins + day.leaves > 0) ? (
        <Suspense fallback={<div className="days-chart" />}>
          <DaysChart label={t.chart} days={overview.days} />
        </Suspense>
      ) : (
        <EmptyHint title={t.empty} />
      )}
      {people && (
        <PeopleDrawer
          what={people}
          from={overview.from}
          to={overview.to}
          communityId={communityId}
          close={() => setPeople(undefined)}
        />
      )}
    </>
  );
}

interface FigureCellProps {
  readonly figure: (typeof figures)[number];
  readonly overview: Overview;
  readonly open: (what: PeopleWhat) => void;
}

/** A figure is never alone: its meaning, its change, and, where it counts people, who they are. */
function FigureCell({ figure, overview, open }: FigureCellProps): ReactNode {
  const t = useMessages();
  const words = t.overview.week;
  const format = useFormat();
  const { can } = useSession();
  const { name, wants, people } = figure;
  const change = describeChange(overview[name], wants, { t, format });
  const value = format.number(overview[name].value);
  return (
    <div className="figure">
      <div className="figure-name">
        {words.labels[name]}
        <Tooltip title={words.definitions[name]} trigger={["hover", "focus", "click"]}>
          <button type="button" className="info-mark" aria-label={words.about(words.labels[name])}>
            i
          </button>
        </Tooltip>
      </div>
      {people && can("members.read") && overview[name].value ? (
        <button type="button" className="figure-value figure-open" title={words.people} onClick={() => open(people)}>
          {value}
        </button>
      ) : (
        <div className="figure-value">{value}</div>
      )}
      <div className={`figure-change change-${change.mood}`}>{change.text}</div>
    </div>
  );
}
