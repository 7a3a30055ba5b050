import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Format } from "../../../app/format.ts";
import { useMessages } from "../../../app/language.tsx";
import { useFormat } from "../../../app/session.tsx";
import type { Messages } from "../../../messages/messages.ts";
import { DataTable } from "../../../ui-kit/data-table.tsx";
import type { Column } from "../../../ui-kit/data-table.tsx";
import type { GroupFigures } from "./draw-island.ts";
import { LightMark } from "./light-mark.tsx";
import { lights } from "./lights.ts";

/** The same as the map, row by row: who wants somebody stands first. */
export function IslandTable({ groups }: { groups: readonly GroupFigures[] }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const rows = groups.toSorted(
    (a, b) => lights.indexOf(a.light) - lights.indexOf(b.light) || b.memberCount - a.memberCount,
  );
  return (
    <DataTable
      label={t.overview.map.title}
      columns={buildColumns(t, format)}
      rows={rows}
      keyOf={(group) => group.groupId}
    />
  );
}

function buildColumns(t: Messages, format: Format): Column<GroupFigures>[] {
  const words = t.overview.map.columns;
  const figures = [
    ["memberCount", words.members],
    ["messagesToday", words.today],
    ["messages", words.messages],
    ["activeMembers", words.active],
    ["joins", words.joins],
    ["leaves", words.leaves],
  ] as const;
  return [
    {
      key: "name",
      title: words.name,
      isName: true,
      cell: (group) => (
        <Link to="/groups/$groupId" params={{ groupId: group.groupId }} title={group.name}>
          {group.name}
        </Link>
      ),
    },
    { key: "light", title: words.light, cell: (group) => <LightMark light={group.light} /> },
    { key: "community", title: words.community, text: (group) => group.communityName },
    ...figures.map(([key, title]) => ({
      key,
      title,
      isNumber: true as const,
      cell: (group: GroupFigures) => format.number(group[key]),
    })),
    { key: "last", title: words.last, isNumber: true, cell: (group) => format.dateTime(group.lastMessageAt) },
  ];
}
