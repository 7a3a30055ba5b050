import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Segment } from "../../../../contract/segments.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { Card } from "../../ui-kit/card.tsx";
import { ConditionSentence } from "../../ui-kit/condition-builder/condition-sentence.tsx";
import { DataTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { ExampleList } from "./example-list.tsx";
import { SegmentAmount } from "./segment-amount.tsx";
import "./segments.css";

const route = getRouteApi("/segments");

/** All segments, with how many each holds now. */
export function SegmentList(): ReactNode {
  const t = useMessages().segments;
  const navigate = useNavigate();
  const { subject } = route.useSearch();
  const query = useApi("GET /segments", { subject });
  const makeButton = (
    <PermittedButton permission="members.write" type="primary" onClick={() => void navigate({ to: "/segments/new" })}>
      {t.make}
    </PermittedButton>
  );
  return (
    <Page title={t.title} note={t.note} acts={makeButton}>
      <Card>
        <div className="filters">
          <Segmented
            aria-label={t.subjectLabel}
            value={subject ?? ""}
            options={[
              { value: "", label: t.anySubject },
              { value: "member", label: t.subject.member },
              { value: "group", label: t.subject.group },
            ]}
            onChange={(next) =>
              void navigate({
                to: "/segments",
                search: next === "member" || next === "group" ? { subject: next } : {},
                replace: true,
              })
            }
          />
        </div>
        {query.error ? <ProblemBox error={query.error} again={() => void query.refetch()} /> : null}
        {query.isPending && <SkeletonRows count={6} />}
        {query.data && query.data.items.length > 0 && <Segments items={query.data.items} />}
        {query.data && query.data.items.length === 0 && (
          <EmptyHint
            title={subject ? t.emptyFiltered : t.emptyTitle}
            body={t.emptyBody}
            act={subject ? makeButton : <ExampleList />}
          />
        )}
      </Card>
    </Page>
  );
}

function Segments({ items }: { items: readonly Segment[] }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  // One after the other: a page of segments must not ask the database for all of them at once.
  const [counted, setCounted] = useState(0);
  const places = new Map(items.map((segment, place) => [segment.id, place]));
  const amount = (segment: Segment) => {
    const place = places.get(segment.id) ?? 0;
    return (
      <SegmentAmount
        segment={segment}
        isTurn={place <= counted}
        whenCounted={() => setCounted((before) => Math.max(before, place + 1))}
      />
    );
  };
  return (
    <DataTable
      label={t.segments.title}
      columns={buildColumns(t, format, amount)}
      rows={items}
      keyOf={(segment) => segment.id}
    />
  );
}

function buildColumns(t: Messages, format: Format, amount: (segment: Segment) => ReactNode): Column<Segment>[] {
  const words = t.segments.columns;
  return [
    {
      key: "name",
      title: words.name,
      isName: true,
      cell: (segment) => (
        <Link to="/segments/$segmentId" params={{ segmentId: segment.id }} title={segment.name}>
          {segment.name}
        </Link>
      ),
    },
    {
      key: "sentence",
      title: words.sentence,
      cell: (segment) => <ConditionSentence subject={segment.subject} condition={segment.condition} />,
    },
    { key: "count", title: words.count, isNumber: true, cell: amount },
    {
      key: "uses",
      title: words.uses,
      isNumber: true,
      cell: (segment) => (segment.uses > 0 ? t.segments.uses(format.number(segment.uses)) : t.app.none),
    },
    { key: "updated", title: words.updated, isNumber: true, cell: (segment) => format.dateTime(segment.updatedAt) },
  ];
}
