import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { LiveCode } from "../../../../contract/groups.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { Card } from "../../ui-kit/card.tsx";
import { DataTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { codeTone, sayValidity } from "./say-code.ts";

const route = getRouteApi("/live-codes");

/** All live codes with where they lead and how many came. */
export function LiveCodeList(): ReactNode {
  const t = useMessages();
  const words = t.liveCodes;
  const format = useFormat();
  const { communityId } = route.useSearch();
  const navigate = useNavigate();
  const query = useApi("GET /live-codes", { communityId }, { everyMs: 30_000 });
  const makeButton = (
    <PermittedButton
      permission="groups.write"
      type="primary"
      onClick={() => void navigate({ to: "/live-codes/new", search: communityId ? { communityId } : {} })}
    >
      {words.make}
    </PermittedButton>
  );
  const items = query.data?.items;
  return (
    <Page title={words.title} note={words.note} acts={makeButton}>
      <Card>
        {query.error && !items && <ProblemBox error={query.error} again={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows count={6} />}
        {items?.length === 0 && <EmptyHint title={words.emptyTitle} body={words.emptyBody} act={makeButton} />}
        {items && items.length > 0 && (
          <DataTable label={words.title} columns={buildColumns(t, format)} rows={items} keyOf={(code) => code.id} />
        )}
      </Card>
    </Page>
  );
}

function buildColumns(t: Messages, format: Format): Column<LiveCode>[] {
  const words = t.liveCodes.columns;
  const roomOf = (code: LiveCode) =>
    code.groups.reduce((sum, group) => sum + Math.max(0, group.capacity - group.memberCount), 0);
  return [
    {
      key: "name",
      title: words.name,
      isName: true,
      cell: (code) => (
        <Link to="/live-codes/$liveCodeId" params={{ liveCodeId: code.id }} title={code.name}>
          {code.name}
        </Link>
      ),
    },
    {
      key: "state",
      title: words.state,
      cell: (code) => <StateTag tone={codeTone[code.state]}>{t.words.liveCodeState[code.state]}</StateTag>,
    },
    { key: "joined", title: words.joined, isNumber: true, cell: (code) => format.number(code.joinedCount) },
    {
      key: "groups",
      title: words.groups,
      text: (code) => t.liveCodes.groupsOf(code.groups.length, format.number(roomOf(code))),
    },
    {
      key: "next",
      title: words.next,
      text: (code) => (code.next.make ? t.liveCodes.nextMake : t.liveCodes.nextNone),
    },
    { key: "valid", title: words.valid, text: (code) => sayValidity(code, t, format) },
    { key: "community", title: words.community, text: (code) => code.communityName },
  ];
}
