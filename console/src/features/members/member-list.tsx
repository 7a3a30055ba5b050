import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Member } from "../../../../contract/members.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { present } from "../../app/search-params.ts";
import { useFormat } from "../../app/session.tsx";
import { usePages } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { Card } from "../../ui-kit/card.tsx";
import { PagedTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { PickGroup } from "../../ui-kit/pick-groups.tsx";
import { SearchBox } from "../../ui-kit/search-box.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { TagList } from "../../ui-kit/tag-list.tsx";
import { conditionOfFilter } from "./condition-of-filter.ts";
import "./members.css";

const route = getRouteApi("/members");

/** All members, narrowed by what stands in the address. */
export function MemberList(): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages("GET /members", search);
  const words = t.members;
  const isFiltered = Object.keys(search).length > 0;
  const change = (part: typeof search) =>
    void navigate({ search: (before) => present({ ...before, ...part }), replace: true });
  return (
    <Page title={words.title} note={words.note}>
      <Card>
        <div className="filters">
          <SearchBox value={search.q ?? ""} label={words.search} onSettled={(q) => change({ q: q || undefined })} />
          <SearchBox
            value={search.tag ?? ""}
            label={words.tag}
            onSettled={(tag) => change({ tag: tag || undefined })}
          />
          <PickGroup label={words.inGroup} value={search.groupId} onChange={(groupId) => change({ groupId })} />
          {isFiltered && (
            <Link
              to="/segments/new"
              search={{ subject: "member", condition: conditionOfFilter(search) }}
              className="member-keep"
            >
              {t.segments.keepFromFilter}
            </Link>
          )}
        </div>
        <PagedTable
          label={words.title}
          columns={buildColumns(t, format)}
          pages={pages}
          keyOf={(member) => member.id}
          empty={
            isFiltered ? (
              <EmptyHint
                title={words.emptyFiltered}
                act={<Button onClick={() => void navigate({ search: {} })}>{words.clear}</Button>}
              />
            ) : (
              <EmptyHint
                title={words.emptyTitle}
                body={words.emptyBody}
                act={<Link to="/live-codes">{words.emptyCodes}</Link>}
              />
            )
          }
        />
      </Card>
    </Page>
  );
}

function buildColumns(t: Messages, format: Format): Column<Member>[] {
  const words = t.members.columns;
  return [
    {
      key: "name",
      title: words.name,
      isName: true,
      cell: (member) => (
        <Link to="/members/$memberId" params={{ memberId: member.id }} title={member.nickname}>
          {member.nickname}
        </Link>
      ),
    },
    {
      key: "state",
      title: words.state,
      cell: (member) =>
        member.isBlocked ? (
          <StateTag tone="ask">{t.members.blocked}</StateTag>
        ) : (
          <StateTag tone="good">{t.members.fine}</StateTag>
        ),
    },
    { key: "tags", title: words.tags, cell: (member) => <TagList tags={member.tags} /> },
    { key: "groups", title: words.groups, isNumber: true, cell: (member) => format.number(member.groupCount) },
    {
      key: "active",
      title: words.active,
      isNumber: true,
      cell: (member) => (member.lastActiveAt ? format.dateTime(member.lastActiveAt) : t.members.neverSpoke),
    },
    { key: "first", title: words.first, isNumber: true, cell: (member) => format.dateTime(member.firstJoinedAt) },
  ];
}
