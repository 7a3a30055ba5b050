import { getRouteApi } from "@tanstack/react-router";
import { Button, Segmented, Switch } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { present } from "../../app/search-params.ts";
import { usePages } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { TaskCard } from "./task-card.tsx";
import "./tasks.css";

const route = getRouteApi("/tasks");
const states = ["open", "done", "dropped"] as const;

/** What people have to do, oldest first while open. */
export function TaskList(): ReactNode {
  const t = useMessages();
  const words = t.tasks;
  const { state = "open", mine } = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages("GET /tasks", { state, mine: String(mine === true) }, { everyMs: 15_000 });
  const change = (part: { state?: (typeof states)[number] | undefined; mine?: true | undefined }) =>
    void navigate({ search: (before) => present({ ...before, ...part }), replace: true });
  return (
    <Page title={words.title} note={words.note}>
      <Card>
        <div className="filters">
          <Segmented
            aria-label={words.state}
            value={state}
            options={states.map((one) => ({ value: one, label: t.words.taskState[one] }))}
            onChange={(next) => change({ state: next === "open" ? undefined : next })}
          />
          <label className="row">
            <Switch checked={mine === true} onChange={(on) => change({ mine: on ? true : undefined })} />
            {words.mine}
          </label>
        </div>
        {pages.error && pages.items.length === 0 ? <ProblemBox error={pages.error} again={pages.reload} /> : null}
        {pages.isLoading && <SkeletonRows count={8} />}
        {!pages.isLoading && !pages.error && pages.items.length === 0 && (
          <EmptyHint
            title={state === "open" ? words.empty : words.emptyClosed}
            {...(state === "open" ? { body: words.emptyBody } : {})}
          />
        )}
        {pages.items.map((task) => (
          <TaskCard key={task.id} task={task} />
        ))}
        {pages.hasMore && (
          <div className="data-more">
            <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
              {t.app.more}
            </Button>
          </div>
        )}
      </Card>
    </Page>
  );
}
