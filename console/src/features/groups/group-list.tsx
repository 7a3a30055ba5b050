import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Group } from "../../../../contract/groups.ts";
import type { Item } from "../../app/api-routes.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat, useSession } from "../../app/session.tsx";
import { useApi, usePages } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { CapacityBar } from "../../ui-kit/capacity-bar.tsx";
import { Card } from "../../ui-kit/card.tsx";
import { PagedTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { TagList } from "../../ui-kit/tag-list.tsx";
import { GroupFilters } from "./group-filters.tsx";
import { groupTone } from "./group-tone.ts";
import { MakeGroup } from "./make-group.tsx";

const route = getRouteApi("/groups");

type GroupFigures = Item<"GET /figures/groups">;

/** All groups, narrowed by what stands in the address. */
export function GroupList(): ReactNode {
  const t = useMessages();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const format = useFormat();
  const [isMaking, setMaking] = useState(search.make === true);
  const { make: _, ...filters } = search;
  const pages = usePages("GET /groups", filters);
  const figures = useGroupFigures(search.communityId);
  const columns = useMemo(() => buildColumns(t, format, figures), [t, format, figures]);
  const isFiltered = Object.keys(filters).length > 0;
  const makeButton = (
    <PermittedButton permission="groups.write" type="primary" onClick={() => setMaking(true)}>
      {t.groups.make}
    </PermittedButton>
  );
  return (
    <Page title={t.groups.title} note={t.groups.note} acts={makeButton}>
      <Card>
        <GroupFilters />
        <PagedTable
          label={t.groups.title}
          columns={columns}
          pages={pages}
          keyOf={(group) => group.id}
          empty={
            isFiltered ? (
              <EmptyHint
                title={t.groups.emptyFiltered}
                body={t.groups.emptyFilteredBody}
                act={<Button onClick={() => void navigate({ search: {} })}>{t.groups.clearFilters}</Button>}
              />
            ) : (
              <EmptyHint title={t.groups.emptyTitle} body={t.groups.emptyBody} act={makeButton} />
            )
          }
        />
      </Card>
      {isMaking && <MakeGroup communityId={search.communityId} close={() => setMaking(false)} />}
    </Page>
  );
}

/** Figures of the last seven days by group; nothing for who may not read figures. */
function useGroupFigures(communityId: string | undefined): ReadonlyMap<string, GroupFigures> {
  const { can } = useSession();
  const query = useApi("GET /figures/groups", { communityId }, { when: can("figures.read"), everyMs: 60_000 });
  return useMemo(() => new Map((query.data?.items ?? []).map((one) => [one.groupId, one] as const)), [query.data]);
}

function buildColumns(t: Messages, format: Format, figures: ReadonlyMap<string, GroupFigures>): Column<Group>[] {
  const words = t.groups.columns;
  return [
    {
      key: "name",
      title: words.name,
      isName: true,
      cell: (group) => (
        <Link to="/groups/$groupId" params={{ groupId: group.id }} title={group.name}>
          {group.name}
        </Link>
      ),
    },
    { key: "community", title: words.community, text: (group) => group.communityName },
    {
      key: "state",
      title: words.state,
      cell: (group) => <StateTag tone={groupTone[group.state]}>{t.words.groupState[group.state]}</StateTag>,
    },
    {
      key: "members",
      title: words.members,
      cell: (group) => <CapacityBar count={group.memberCount} capacity={group.capacity} />,
    },
    {
      key: "messages",
      title: words.messages,
      isNumber: true,
      cell: (group) => format.number(figures.get(group.id)?.messages),
    },
    {
      key: "active",
      title: words.active,
      isNumber: true,
      cell: (group) => format.number(figures.get(group.id)?.activeMembers),
    },
    {
      key: "lastMessage",
      title: words.lastMessage,
      isNumber: true,
      cell: (group) => format.dateTime(figures.get(group.id)?.lastMessageAt),
    },
    { key: "owner", title: words.owner, text: (group) => group.owner?.name ?? t.app.none },
    { key: "tags", title: words.tags, cell: (group) => <TagList tags={group.tags} most={1} /> },
  ];
}
