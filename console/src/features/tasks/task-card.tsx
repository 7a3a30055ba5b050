import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Task } from "../../../../contract/tasks.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct } from "../../app/use-api.ts";
import { copyText } from "../../ui-kit/copy-text.ts";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";
import { PickStaff } from "../../ui-kit/pick-staff.tsx";
import "../../ui-kit/small.css";
import "./tasks.css";

/** One thing to do: what it is about, the text to copy, who takes it, and its closing. */
export function TaskCard({ task }: { task: Task }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  return (
    <article className="task">
      <div className="task-head">
        <span className="tag">{t.words.taskKind[task.kind]}</span>
        <h2 title={task.title}>{task.title}</h2>
        <time className="muted small" dateTime={task.createdAt}>
          {task.closedAt && task.closedBy
            ? t.tasks.closedBy(task.closedBy, format.dateTime(task.closedAt))
            : t.tasks.since(format.dateTime(task.createdAt))}
        </time>
      </div>
      {task.body && <p className="task-body">{task.body}</p>}
      <div className="task-foot">
        <TaskLinks task={task} />
        {task.state === "open" && <Assignee task={task} />}
        <TaskActs task={task} />
      </div>
    </article>
  );
}

function TaskLinks({ task }: { task: Task }): ReactNode {
  const t = useMessages().tasks;
  const { groupId, memberId, actionId } = task.subject;
  return (
    <span className="row task-links">
      {groupId && (
        <Link to="/groups/$groupId" params={{ groupId }} className="cut" title={task.groupName ?? t.openGroup}>
          {task.groupName ?? t.openGroup}
        </Link>
      )}
      {memberId && (
        <Link to="/members/$memberId" params={{ memberId }} className="cut" title={task.memberNickname ?? t.openMember}>
          {task.memberNickname ?? t.openMember}
        </Link>
      )}
      {actionId && (
        <Link to="/actions" search={{ state: "unknown" }}>
          {t.openAction}
        </Link>
      )}
    </span>
  );
}

function Assignee({ task }: { task: Task }): ReactNode {
  const t = useMessages().tasks;
  const notices = useNotices();
  const whyNot = useWhyNot("tasks.write");
  const assignment = useAct("PUT /tasks/:taskId/assignee");
  const assign = async (staffId: string | null) => {
    const before = task.assignee?.id ?? null;
    const done = await assignment.run({ taskId: task.id, staffId });
    if (!done) return;
    const said = done.assignee ? t.assigned(done.assignee.name) : t.unassigned;
    notices.undoable(said, () => void assignment.run({ taskId: task.id, staffId: before }));
  };
  return (
    <PickStaff
      size="small"
      className="task-assignee"
      aria-label={t.assign}
      placeholder={t.nobody}
      title={whyNot ?? ""}
      disabled={whyNot !== undefined}
      loading={assignment.isRunning}
      value={task.assignee?.id ?? null}
      onChange={(staffId) => void assign(staffId ?? null)}
    />
  );
}

function TaskActs({ task }: { task: Task }): ReactNode {
  const t = useMessages();
  const words = t.tasks;
  const notices = useNotices();
  const closing = useAct("POST /tasks/:taskId/close");
  const reopening = useAct("POST /tasks/:taskId/reopen");
  const reopen = () => reopening.run({ taskId: task.id });
  const close = async (state: "done" | "dropped") => {
    if (await closing.run({ taskId: task.id, state }))
      notices.undoable(`${words.closedAs[state]} · ${task.title}`, () => void reopen());
  };
  const copy = async () => {
    if (await copyText(task.body)) notices.done(t.app.copied);
  };
  return (
    <span className="row task-acts">
      {task.body && (
        <Button size="small" onClick={() => void copy()}>
          {words.copy}
        </Button>
      )}
      {task.state === "open" ? (
        <>
          <PermittedButton permission="tasks.write" size="small" onClick={() => void close("dropped")}>
            {words.drop}
          </PermittedButton>
          <PermittedButton
            permission="tasks.write"
            size="small"
            type="primary"
            loading={closing.isRunning}
            onClick={() => void close("done")}
          >
            {words.done}
          </PermittedButton>
        </>
      ) : (
        <PermittedButton
          permission="tasks.write"
          size="small"
          loading={reopening.isRunning}
          onClick={() => void reopen().then((done) => done && notices.done(words.reopened))}
        >
          {words.reopen}
        </PermittedButton>
      )}
    </span>
  );
}
