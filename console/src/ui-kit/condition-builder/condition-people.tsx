import { Link } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import type { ReactNode } from "react";
import type { Condition, SegmentSubject } from "../../../../contract/segments.ts";
import type { Item } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { usePages } from "../../app/use-api.ts";
import { EmptyHint } from "../empty-hint.tsx";
import { ProblemBox } from "../problem-box.tsx";
import { SkeletonRows } from "../skeleton-rows.tsx";
import "./condition-builder.css";

export interface ConditionPeopleProps {
  readonly subject: SegmentSubject;
  readonly condition: Condition;
  /** How many there were when it was last counted. */
  readonly count: number;
  readonly close: () => void;
}

type Person = Item<"POST /segments/people">;

/** Who these are: everybody a condition holds for, page by page, each a way to their own page. */
export function ConditionPeople({ subject, condition, count, close }: ConditionPeopleProps): ReactNode {
  const t = useMessages();
  const words = t.segments;
  const format = useFormat();
  const pages = usePages("POST /segments/people", { subject, condition, limit: 50 });
  return (
    <Drawer open onClose={close} title={words.count.who[subject]} size="min(420px, 100vw)">
      <p className="muted small">{words.amount[subject](format.number(count))}</p>
      {pages.error && pages.items.length === 0 ? <ProblemBox error={pages.error} again={pages.reload} /> : null}
      {pages.isLoading && <SkeletonRows count={10} />}
      {!pages.isLoading && !pages.error && pages.items.length === 0 && <EmptyHint title={words.count.empty[subject]} />}
      <ul className="cond-people">
        {pages.items.map((person) => (
          <li key={person.id}>
            <PersonLink subject={subject} person={person} />
            <small className="muted cut" title={person.note}>
              {person.note}
            </small>
          </li>
        ))}
      </ul>
      {pages.hasMore && (
        <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
          {t.app.more}
        </Button>
      )}
    </Drawer>
  );
}

function PersonLink({ subject, person }: { subject: SegmentSubject; person: Person }): ReactNode {
  if (subject === "group")
    return (
      <Link to="/groups/$groupId" params={{ groupId: person.id }} className="cut" title={person.name}>
        {person.name}
      </Link>
    );
  return (
    <Link to="/members/$memberId" params={{ memberId: person.id }} className="cut" title={person.name}>
      {person.name}
    </Link>
  );
}
