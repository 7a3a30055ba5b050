import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Community } from "../../../../contract/groups.ts";
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

const route = getRouteApi("/communities");

/** All communities, in use or archived. */
export function CommunityList(): ReactNode {
  const t = useMessages().communities;
  const { archived } = route.useSearch();
  const navigate = useNavigate();
  const makeButton = (
    <PermittedButton
      permission="communities.write"
      type="primary"
      onClick={() => void navigate({ to: "/communities/new" })}
    >
      {t.make}
    </PermittedButton>
  );
  const acts = (
    <>
      <Button onClick={() => void navigate({ to: "/communities", search: archived ? {} : { archived: true } })}>
        {archived ? t.showOpen : t.showArchived}
      </Button>
      {makeButton}
    </>
  );
  return (
    <Page title={t.title} note={t.note} acts={acts}>
      <Card>
        <Communities
          isArchived={archived === true}
          empty={
            archived ? (
              <EmptyHint title={t.emptyArchived} />
            ) : (
              <EmptyHint title={t.emptyTitle} body={t.emptyBody} act={makeButton} />
            )
          }
        />
      </Card>
    </Page>
  );
}

function Communities({ isArchived, empty }: { isArchived: boolean; empty: ReactNode }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const query = useApi("GET /communities", { archived: String(isArchived) });
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={4} />;
  const rows = query.data.items.filter((one) => (one.archivedAt !== null) === isArchived);
  if (rows.length === 0) return empty;
  return (
    <DataTable label={t.communities.title} columns={buildColumns(t, format)} rows={rows} keyOf={(row) => row.id} />
  );
}

function buildColumns(t: Messages, format: Format): Column<Community>[] {
  const words = t.communities.columns;
  return [
    {
      key: "name",
      title: words.name,
      isName: true,
      cell: (row) => (
        <Link to="/communities/$communityId" params={{ communityId: row.id }} title={row.name}>
          {row.name}
        </Link>
      ),
    },
    { key: "purpose", title: words.purpose, text: (row) => t.words.purpose[row.purpose] },
    { key: "who", title: words.who, text: (row) => row.who },
    {
      key: "groups",
      title: words.groups,
      isNumber: true,
      cell: (row) => (
        <Link to="/groups" search={{ communityId: row.id }} aria-label={`${t.communities.toGroups} ${row.name}`}>
          {format.number(row.groupCount)}
        </Link>
      ),
    },
    { key: "members", title: words.members, isNumber: true, cell: (row) => format.number(row.memberCount) },
    { key: "made", title: words.made, isNumber: true, cell: (row) => format.day(format.dayOf(row.createdAt)) },
  ];
}
