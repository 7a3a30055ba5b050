import { Button } from "antd";
import type { ReactNode } from "react";
import type { MemberDetail } from "../../../../contract/members.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { usePages } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { sayEvent } from "./say-event.ts";

/** All that happened to a member, newest first, a sentence each. */
export function MemberTimeline({ member }: { member: MemberDetail }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const pages = usePages("GET /members/:memberId/timeline", { memberId: member.id });
  const names = new Map<string, string>(member.groups.map((group) => [group.id, group.name]));
  const tools = { t, format, groupName: (id: string) => names.get(id) };
  return (
    <Card title={t.members.page.timeline}>
      {pages.error && pages.items.length === 0 ? <ProblemBox error={pages.error} again={pages.reload} /> : null}
      {pages.isLoading && <SkeletonRows count={6} />}
      {!pages.isLoading && !pages.error && pages.items.length === 0 && <EmptyHint title={t.members.page.noTimeline} />}
      <ol className="timeline">
        {pages.items.map((entry) => {
          const said = sayEvent(entry, tools);
          return (
            <li key={entry.id}>
              <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>
              {said.isKnown ? (
                <span>{said.sentence}</span>
              ) : (
                <span translate="no">
                  <code>{said.sentence}</code> <small className="muted">{said.facts}</small>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {pages.hasMore && (
        <div className="data-more">
          <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
            {t.app.more}
          </Button>
        </div>
      )}
    </Card>
  );
}
