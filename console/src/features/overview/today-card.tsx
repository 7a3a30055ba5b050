import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useFormat, useSession } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { listToday } from "./list-today.ts";
import type { TodayLine } from "./list-today.ts";

/** What wants a person, before anything that happened. */
export function TodayCard({ communityId }: { communityId: string | undefined }): ReactNode {
  const t = useMessages();
  const words = t.overview.today;
  const today = useToday(communityId);
  const minutes = today.lines.reduce((sum, line) => sum + line.minutes, 0);
  return (
    <Card title={words.title} note={minutes > 0 ? words.minutes(minutes) : undefined} className="today">
      {today.error ? <ProblemBox error={today.error} again={today.again} /> : null}
      {today.isLoading && <SkeletonRows count={5} />}
      {!today.isLoading && !today.error && today.lines.length === 0 && (
        <EmptyHint title={words.clear} body={words.clearBody} />
      )}
      <ul className="today-list">
        {today.lines.map((line) => (
          <TodayItem key={line.key} line={line} />
        ))}
      </ul>
    </Card>
  );
}

function TodayItem({ line }: { line: TodayLine }): ReactNode {
  return (
    <li>
      <i className={`state-dot state-${line.tone}`} aria-hidden="true" />
      <span className="today-words">
        <span title={line.text}>{line.text}</span>
        {line.note && <small title={line.note}>{line.note}</small>}
      </span>
      <Link {...line.link} aria-label={`${line.act} ${line.text}`}>
        {line.act}
      </Link>
    </li>
  );
}

interface Today {
  readonly lines: readonly TodayLine[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly again: () => void;
}

function useToday(communityId: string | undefined): Today {
  const t = useMessages();
  const format = useFormat();
  const { can } = useSession();
  const every = { everyMs: 60_000 };
  const tasks = useApi("GET /tasks", { limit: 100 }, { ...every, when: can("tasks.read") });
  const reports = useApi("GET /reports", { limit: 100 }, { ...every, when: can("moderation.read") });
  const counts = useApi("GET /actions/counts", {}, { ...every, when: can("actions.read") });
  const sending = useApi("GET /sending", {}, { ...every, when: can("actions.read") });
  const groups = useApi("GET /figures/groups", { communityId }, { ...every, when: can("figures.read") });
  const queries = [tasks, reports, counts, sending, groups];
  const lines = listToday(
    {
      tasks: tasks.data?.items,
      reports: reports.data?.items,
      counts: counts.data,
      sending: sending.data,
      groups: groups.data?.items,
    },
    { t, format },
  );
  return {
    lines,
    isLoading: lines.length === 0 && queries.some((query) => query.isLoading),
    error: lines.length === 0 ? queries.find((query) => query.error)?.error : undefined,
    again: () => {
      for (const query of queries.filter((one) => one.error)) void query.refetch();
    },
  };
}
