import { getRouteApi } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import type { ReactNode } from "react";
import type { AuditEntry } from "../../../../contract/org.ts";
import { useMessages } from "../../app/language.tsx";
import { present } from "../../app/search-params.ts";
import { useFormat } from "../../app/session.tsx";
import { usePages } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PickStaff } from "../../ui-kit/pick-staff.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { listChanges } from "./list-changes.ts";
import "./settings.css";

const route = getRouteApi("/audit");
/** What was made has many fields; the rest is counted. */
const mostChanges = 8;

/** Who changed what, newest first, before and after in words. */
export function Audit(): ReactNode {
  const t = useMessages();
  const words = t.settings.audit;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages("GET /audit", search);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page title={words.title} note={words.note}>
      <Card>
        <AuditFilters />
        {pages.error && pages.items.length === 0 ? <ProblemBox error={pages.error} again={pages.reload} /> : null}
        {pages.isLoading && <SkeletonRows count={8} />}
        {!pages.isLoading && !pages.error && pages.items.length === 0 && (
          <EmptyHint
            title={isFiltered ? words.emptyFiltered : words.empty}
            {...(isFiltered
              ? { act: <Button onClick={() => void navigate({ search: {} })}>{words.clear}</Button> }
              : { body: words.emptyBody })}
          />
        )}
        <ol className="audit">
          {pages.items.map((entry) => (
            <AuditLine key={entry.id} entry={entry} />
          ))}
        </ol>
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

function AuditFilters(): ReactNode {
  const t = useMessages().settings.audit;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: typeof search) =>
    void navigate({ search: (before) => present({ ...before, ...part }), replace: true });
  const day = (name: "from" | "to") => (
    <Input
      type="date"
      aria-label={t[name]}
      prefix={<span className="muted">{t[name]}</span>}
      value={search[name] ?? ""}
      onChange={(event) => change({ [name]: event.target.value || undefined })}
    />
  );
  return (
    <div className="filters audit-filters">
      <PickStaff
        aria-label={t.staff}
        placeholder={t.anyStaff}
        value={search.staffId ?? null}
        onChange={(staffId) => change({ staffId: staffId ?? undefined })}
      />
      <Select
        className="audit-act"
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t.act}
        placeholder={t.act}
        value={search.act ?? null}
        options={Object.entries(t.acts).map(([value, label]) => ({ value, label }))}
        onChange={(act) => change({ act: act ?? undefined })}
      />
      {day("from")}
      {day("to")}
    </div>
  );
}

function AuditLine({ entry }: { entry: AuditEntry }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const words = t.settings.audit;
  const acts: Readonly<Record<string, string>> = words.acts;
  const changes = listChanges(entry, t);
  const shown = changes.slice(0, mostChanges);
  return (
    <li>
      <time className="muted small" dateTime={entry.at}>
        {format.dateTime(entry.at)}
      </time>
      <div className="audit-words">
        <div>
          <strong>{entry.actor.kind === "system" ? words.system : entry.actor.name}</strong>{" "}
          {acts[entry.act] ?? <code translate="no">{entry.act}</code>}
          {entry.subject.name && ` 「${entry.subject.name}」`}
        </div>
        {shown.length > 0 && (
          <ul data-raw-ok>
            {shown.map((change) => (
              <li key={change}>{change}</li>
            ))}
            {changes.length > shown.length && <li>{words.more(changes.length - shown.length)}</li>}
          </ul>
        )}
      </div>
    </li>
  );
}
