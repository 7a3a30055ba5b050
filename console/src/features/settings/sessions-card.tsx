import { Button } from "antd";
import type { ReactNode } from "react";
import type { Item } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { sayBrowser } from "./say-browser.ts";
import "./settings.css";

type Session = Item<"GET /me/sessions">;

/** Where one is signed in; any other device can be signed out. */
export function SessionsCard(): ReactNode {
  const t = useMessages().settings.account;
  const query = useApi("GET /me/sessions", {});
  return (
    <Card title={t.sessions} note={t.sessionsNote}>
      {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows count={3} />}
      <ul className="sessions">
        {(query.data?.items ?? []).map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  );
}

function SessionLine({ session }: { session: Session }): ReactNode {
  const t = useMessages();
  const words = t.settings.account;
  const format = useFormat();
  const notices = useNotices();
  const ending = useAct("DELETE /me/sessions/:sessionId");
  const end = async () => {
    if (await ending.run({ sessionId: session.id })) notices.done(words.ended);
  };
  return (
    <li>
      <span className="session-words">
        <span title={session.userAgent}>{sayBrowser(session.userAgent, t)}</span>
        <small className="muted">
          {session.address} · {words.since(format.dateTime(session.createdAt))} ·{" "}
          {words.seen(format.dateTime(session.lastSeenAt))}
        </small>
      </span>
      {session.current ? (
        <StateTag tone="good">{words.thisOne}</StateTag>
      ) : (
        <Button size="small" loading={ending.isRunning} onClick={() => void end()}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
