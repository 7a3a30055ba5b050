import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import type { ReactNode } from "react";
import type { In } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";

export type PeopleWhat = In<"GET /figures/people">["what"];

interface PeopleDrawerProps {
  readonly what: PeopleWhat;
  readonly from: string;
  readonly to: string;
  readonly communityId: string | undefined;
  readonly close: () => void;
}

/** The people behind a figure. */
export function PeopleDrawer({ what, from, to, communityId, close }: PeopleDrawerProps): ReactNode {
  const t = useMessages().overview.people;
  const format = useFormat();
  const query = useApi("GET /figures/people", { what, from, to, communityId });
  const items = query.data?.items ?? [];
  return (
    <Drawer open onClose={close} title={t.titles[what]} size="min(400px, 100vw)">
      {query.error && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows count={10} />}
      {query.data && items.length === 0 && <EmptyHint title={t.empty} />}
      {query.data && items.length > 0 && (
        <p className="muted small">
          {t.count(format.number(query.data.count))}
          {query.data.count > items.length && ` · ${t.shown(format.number(items.length))}`}
        </p>
      )}
      <ul className="people">
        {items.map((person) => (
          <li key={`${person.memberId}${person.at}`}>
            <Link
              to="/members/$memberId"
              params={{ memberId: person.memberId }}
              className="cut"
              title={person.nickname}
            >
              {person.nickname}
            </Link>
            {what === "active" && <span className="muted">{t.messages(format.number(person.messages))}</span>}
            <time className="muted small" dateTime={person.at}>
              {format.dateTime(person.at)}
            </time>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
