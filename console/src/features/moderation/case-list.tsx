import { getRouteApi, Link } from "@tanstack/react-router";
import { Button, Select, Switch, Tag } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Case } from "../../../../contract/moderation.ts";
import { useMessages } from "../../app/language.tsx";
import { present } from "../../app/search-params.ts";
import { usePages } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { CaseCard } from "./case-card.tsx";
import { UndoCase } from "./undo-case.tsx";
import "./moderation.css";

const route = getRouteApi("/moderation");
const steps = ["hold", "warn", "mute", "remove"] as const;

/** Who was caught with what, newest first; new ones appear by themselves. */
export function CaseList(): ReactNode {
  const t = useMessages();
  const { step, groupId, memberId } = route.useSearch();
  const [isStanding, setStanding] = useState(false);
  const [undoing, setUndoing] = useState<Case>();
  const pages = usePages("GET /cases", present({ step, groupId, memberId, undone: isStanding ? "false" : undefined }), {
    everyMs: 10_000,
  });
  return (
    <Card>
      <CaseFilters isStanding={isStanding} setStanding={setStanding} example={pages.items[0]} />
      {pages.error && pages.items.length === 0 ? <ProblemBox error={pages.error} again={pages.reload} /> : null}
      {pages.isLoading && <SkeletonRows count={8} />}
      {!pages.isLoading && !pages.error && pages.items.length === 0 && (
        <NoCases isFiltered={Boolean(step ?? groupId ?? memberId) || isStanding} />
      )}
      {pages.items.map((one) => (
        <CaseCard key={one.id} case={one} undo={() => setUndoing(one)} />
      ))}
      {pages.hasMore && (
        <div className="data-more">
          <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
            {t.app.more}
          </Button>
        </div>
      )}
      {undoing && <UndoCase case={undoing} close={() => setUndoing(undefined)} />}
    </Card>
  );
}

function NoCases({ isFiltered }: { isFiltered: boolean }): ReactNode {
  const t = useMessages().moderation.cases;
  if (isFiltered) return <EmptyHint title={t.emptyFiltered} />;
  return <EmptyHint title={t.empty} body={t.emptyBody} act={<Link to="/rules/new">{t.emptyRules}</Link>} />;
}

interface CaseFiltersProps {
  readonly isStanding: boolean;
  readonly setStanding: (isStanding: boolean) => void;
  /** Any case of the list: it knows the names that the address has only ids of. */
  readonly example: Case | undefined;
}

function CaseFilters({ isStanding, setStanding, example }: CaseFiltersProps): ReactNode {
  const t = useMessages();
  const words = t.moderation.cases;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: typeof search) =>
    void navigate({ search: (before) => present({ ...before, ...part }), replace: true });
  return (
    <div className="filters">
      <Select
        aria-label={words.filterStep}
        allowClear
        placeholder={words.anyStep}
        value={search.step ?? null}
        options={steps.map((step) => ({ value: step, label: t.words.step[step] }))}
        onChange={(step) => change({ step: step ?? undefined })}
      />
      <label className="row">
        <Switch checked={isStanding} onChange={setStanding} />
        {words.onlyStanding}
      </label>
      {search.memberId && (
        <Tag closable onClose={() => change({ memberId: undefined })}>
          {words.of(example?.member.nickname ?? "")}
        </Tag>
      )}
      {search.groupId && (
        <Tag closable onClose={() => change({ groupId: undefined })}>
          {words.of(example?.group.name ?? "")}
        </Tag>
      )}
    </div>
  );
}
