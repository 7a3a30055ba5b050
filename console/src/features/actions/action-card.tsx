import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Action } from "../../../../contract/messaging.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct } from "../../app/use-api.ts";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { actionTone } from "./action-tone.ts";
import { sayOutcome } from "./say-outcome.ts";
import "./actions.css";

/** States before the first attempt: only there can an action still be cancelled. */
const cancellable = new Set<Action["state"]>(["planned", "awaiting_approval", "due", "awaiting_staff"]);

/** One action: what, to whom, why, how far it came and what a person can still do. */
export function ActionCard({ action }: { action: Action }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  return (
    <article className="action">
      <div className="action-head">
        <StateTag tone={actionTone[action.state]}>{t.words.actionState[action.state]}</StateTag>
        <strong>{t.words.actionKind[action.kind]}</strong>
        <Target action={action} />
        <span className="muted small">{t.words.causeKind[action.cause.kind]}</span>
        <time className="muted small action-time" dateTime={action.dueAt}>
          {format.dateTime(action.dueAt)}
        </time>
      </div>
      {action.excerpt && (
        <p className="action-text" title={action.excerpt}>
          {action.excerpt}
        </p>
      )}
      <div className="action-foot">
        <span className="muted small">
          {sayOutcome(action, t)}
          <Attempts action={action} />
        </span>
        {action.state === "unknown" && <Resolve action={action} />}
        {cancellable.has(action.state) && <Cancel action={action} />}
      </div>
    </article>
  );
}

function Target({ action }: { action: Action }): ReactNode {
  const t = useMessages().actions;
  return (
    <>
      <Link
        to="/groups/$groupId"
        params={{ groupId: action.group.id }}
        className="action-target"
        title={action.group.name}
      >
        {action.group.name}
      </Link>
      {action.member ? (
        <Link
          to="/members/$memberId"
          params={{ memberId: action.member.id }}
          className="action-target"
          title={action.member.nickname}
        >
          {action.member.nickname}
        </Link>
      ) : (
        <span className="muted">{t.everybody}</span>
      )}
    </>
  );
}

function Attempts({ action: { sends } }: { action: Action }): ReactNode {
  const t = useMessages().actions;
  const last = sends.at(-1);
  if (!last) return null;
  return (
    <>
      {sends.length > 1 && ` ${t.attempts(sends.length)}`}
      {last.answer && ` ${t.answered(last.answer)}`}
    </>
  );
}

/** Only a person who looked can say what became of it; neither answer sends anything again. */
function Resolve({ action }: { action: Action }): ReactNode {
  const t = useMessages().actions;
  const notices = useNotices();
  const resolution = useAct("POST /actions/:actionId/resolve");
  const resolve = async (outcome: "sent" | "failed") => {
    if (await resolution.run({ actionId: action.id, outcome })) notices.done(t.resolved);
  };
  return (
    <span className="row action-acts" title={t.resolveHint}>
      <span className="small">{t.resolve}</span>
      <PermittedButton
        permission="actions.write"
        size="small"
        disabled={resolution.isRunning}
        onClick={() => void resolve("sent")}
      >
        {t.resolveSent}
      </PermittedButton>
      <PermittedButton
        permission="actions.write"
        size="small"
        disabled={resolution.isRunning}
        onClick={() => void resolve("failed")}
      >
        {t.resolveFailed}
      </PermittedButton>
    </span>
  );
}

function Cancel({ action }: { action: Action }): ReactNode {
  const t = useMessages().actions;
  const notices = useNotices();
  const cancelling = useAct("POST /actions/:actionId/cancel");
  const cancel = async () => {
    const agreed = await notices.confirm({
      title: t.cancelTitle,
      body: t.cancelBody,
      ok: t.cancelTitle,
      isDanger: true,
    });
    if (agreed && (await cancelling.run({ actionId: action.id }))) notices.done(t.cancelled);
  };
  return (
    <span className="action-acts">
      <PermittedButton
        permission="actions.write"
        size="small"
        loading={cancelling.isRunning}
        onClick={() => void cancel()}
      >
        {t.cancel}
      </PermittedButton>
    </span>
  );
}
