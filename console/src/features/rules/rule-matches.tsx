import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Item } from "../../app/api-routes.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { usePages } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { Card } from "../../ui-kit/card.tsx";
import { PagedTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { HitText } from "../../ui-kit/hit-text.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";

type Match = Item<"GET /rules/:ruleId/matches">;

/** What a rule matched lately, with the words that did it. */
export function RuleMatches({ ruleId }: { ruleId: string }): ReactNode {
  const t = useMessages();
  const words = t.rules.matches;
  const format = useFormat();
  const pages = usePages("GET /rules/:ruleId/matches", { ruleId });
  return (
    <Card>
      <PagedTable
        label={words.columns.text}
        columns={buildColumns(t, format)}
        pages={pages}
        keyOf={(match) => match.id}
        empty={<EmptyHint title={words.empty} body={words.emptyBody} />}
      />
    </Card>
  );
}

function buildColumns(t: Messages, format: Format): Column<Match>[] {
  const words = t.rules.matches;
  return [
    {
      key: "text",
      title: words.columns.text,
      isName: true,
      cell: (match) => <HitText text={match.text} hits={match.hits} />,
    },
    {
      key: "member",
      title: words.columns.member,
      cell: (match) => (
        <Link to="/members/$memberId" params={{ memberId: match.member.id }} className="data-text">
          {match.member.nickname}
        </Link>
      ),
    },
    {
      key: "group",
      title: words.columns.group,
      cell: (match) => (
        <Link to="/groups/$groupId" params={{ groupId: match.group.id }} className="data-text">
          {match.group.name}
        </Link>
      ),
    },
    {
      key: "dry",
      title: words.columns.dry,
      cell: (match) => <StateTag tone={match.isDry ? "rest" : "good"}>{match.isDry ? words.dry : words.live}</StateTag>,
    },
    { key: "at", title: words.columns.at, isNumber: true, cell: (match) => format.dateTime(match.at) },
  ];
}
