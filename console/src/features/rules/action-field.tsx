import { Checkbox, Input, InputNumber } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import type { ActionDraft } from "./draft-rule.ts";

interface ActionFieldProps {
  readonly action: ActionDraft;
  readonly change: (action: ActionDraft) => void;
}

/** The field of one action; those without settings say what they do. */
export function ActionField({ action, change }: ActionFieldProps): ReactNode {
  const t = useMessages().rules.form;
  switch (action.kind) {
    case "reply":
      return <ReplyField action={action} change={change} />;
    case "tag":
      return (
        <Input
          aria-label={t.tagName}
          placeholder={t.tagName}
          maxLength={20}
          value={action.tag}
          onChange={(event) => change({ ...action, tag: event.target.value })}
        />
      );
    case "task":
      return (
        <Input
          aria-label={t.taskTitle}
          placeholder={t.taskTitle}
          maxLength={60}
          value={action.title}
          onChange={(event) => change({ ...action, title: event.target.value })}
        />
      );
    case "warn":
      return (
        <Input.TextArea
          aria-label={t.warnText}
          placeholder={t.warnText}
          maxLength={200}
          autoSize={{ minRows: 2 }}
          value={action.text}
          onChange={(event) => change({ ...action, text: event.target.value })}
        />
      );
    case "mute":
      return (
        <InputNumber
          aria-label={t.muteMinutes}
          min={1}
          max={43_200}
          precision={0}
          suffix={t.muteMinutes}
          style={{ width: 220 }}
          value={action.minutes}
          onChange={(minutes) => change({ ...action, minutes: minutes ?? 60 })}
        />
      );
    case "hold":
      return <span className="muted">{t.holdHint}</span>;
    case "remove":
      return <span className="muted">{t.removeHint}</span>;
    case "ladder":
      return <span className="muted">{t.ladderHint}</span>;
  }
}

interface ReplyFieldProps {
  readonly action: Extract<ActionDraft, { kind: "reply" }>;
  readonly change: (action: ActionDraft) => void;
}

function ReplyField({ action, change }: ReplyFieldProps): ReactNode {
  const t = useMessages().rules.form;
  return (
    <div className="stack">
      <Input.TextArea
        aria-label={t.replyText}
        placeholder={t.replyText}
        maxLength={500}
        autoSize={{ minRows: 2 }}
        value={action.text}
        onChange={(event) => change({ ...action, text: event.target.value })}
      />
      <Checkbox checked={action.mention} onChange={(event) => change({ ...action, mention: event.target.checked })}>
        {t.replyMention}
      </Checkbox>
      <p className="muted small" data-raw-ok>
        {t.replyHint}
      </p>
    </div>
  );
}
