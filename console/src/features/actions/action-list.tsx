import { getRouteApi } from "@tanstack/react-router";
import { Button, Tag } from "antd";
import type { ReactNode } from "react";
import type { Action, ActionState } from "../../../../contract/messaging.ts";
import { useMessages } from "../../app/language.tsx";
import { present } from "../../app/search-params.ts";
import { useFormat } from "../../app/session.tsx";
import { useApi, usePages } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { ActionCard } from "./action-card.tsx";
import { actionTone } from "./action-tone.ts";
import "./actions.css";

const route = getRouteApi("/actions");

/** What left, what waits, what was skipped and why. */
export function ActionList(): ReactNode {
  const t = useMessages();
  const words = t.actions;
  const { state, groupId, memberId } = route.useSearch();
  const pages = usePages("GET /actions", { state, groupId, memberId }, { everyMs: 10_000 });
  const isFiltered = Boolean(state ?? groupId ?? memberId);
  return (
    <Card>
      <StateCounts />
      <Narrowed example={pages.items[0]} />
      {pages.error && pages.items.length === 0 ? <ProblemBox error={pages.error} again={pages.reload} /> : null}
      {pages.isLoading && <SkeletonRows count={8} />}
      {!pages.isLoading && !pages.error && pages.items.length === 0 && (
        <EmptyHint
          title={isFiltered ? words.emptyFiltered : words.empty}
          {...(isFiltered ? {} : { body: words.emptyBody })}
        />
      )}
      {pages.items.map((action) => (
        <ActionCard key={action.id} action={action} />
      ))}
      {pages.hasMore && (
        <div className="data-more">
          <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
            {t.app.more}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** How many stand in which state since midnight; each count narrows the list to it. */
function StateCounts(): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const { state, groupId, memberId } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useApi("GET /actions/counts", {}, { everyMs: 10_000 });
  const choose = (next: ActionState | undefined) =>
    void navigate({ search: present({ state: next, groupId, memberId }), replace: true });
  const counts = (query.data?.counts ?? []).filter((one) => one.count > 0 || one.state === state);
  return (
    <div className="action-counts">
      <button type="button" aria-pressed={state === undefined} onClick={() => choose(undefined)}>
        {t.actions.all}
      </button>
      {counts.map((one) => (
        <button
          key={one.state}
          type="button"
          aria-pressed={state === one.state}
          title={t.words.actionStateHint[one.state]}
          onClick={() => choose(one.state)}
        >
          <StateTag tone={actionTone[one.state]}>{t.words.actionState[one.state]}</StateTag>
          {format.number(one.count)}
        </button>
      ))}
      {query.data && <small>{t.actions.since(format.time(query.data.asOf))}</small>}
    </div>
  );
}

/** Says that the list is narrowed to one group or member, and lets go of it. */
function Narrowed({ example }: { example: Action | undefined }): ReactNode {
  const t = useMessages().actions;
  const { state, groupId, memberId } = route.useSearch();
  const navigate = route.useNavigate();
  if (!groupId && !memberId) return null;
  const clear = (part: { groupId?: string | undefined; memberId?: string | undefined }) =>
    void navigate({ search: present({ state, groupId, memberId, ...part }), replace: true });
  return (
    <div className="filters">
      {groupId && (
        <Tag closable onClose={() => clear({ groupId: undefined })}>
          {t.only(example?.group.name ?? "")}
        </Tag>
      )}
      {memberId && (
        <Tag closable onClose={() => clear({ memberId: undefined })}>
          {t.only(example?.member?.nickname ?? t.onlyMember)}
        </Tag>
      )}
    </div>
  );
}
