import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Message, reportReasons } from "../../../../contract/messaging.ts";
import { reportMessage } from "../../app/api.ts";
import { texts } from "../../app/language.ts";
import { describeTrouble } from "../../app/problem.ts";
import { showToast } from "../../app/toast.tsx";
import { useAct } from "../../app/use-act.ts";

type Reason = (typeof reportReasons)[number];
const reasons: typeof reportReasons = ["ad", "fraud", "abuse", "privacy", "other"];

interface Props {
  readonly message: Message;
  readonly onClose: () => void;
}

/** 举报: a reason, a note if one likes, and what will happen with it. */
export function ReportForm({ message, onClose }: Props): JSX.Element {
  const { chat } = texts.value;
  const [reason, setReason] = useState<Reason>("ad");
  const [note, setNote] = useState("");
  const act = useAct();
  const submit = async () => {
    const { groupId, id: messageId } = message;
    const isSent = await act.run((key) => reportMessage({ groupId, messageId, reason, note }, { key }));
    if (!isSent) return;
    onClose();
    showToast(chat.reported);
  };
  return (
    <form
      class="report"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{chat.reportTitle}</h2>
      <p class="quiet">{chat.reportHint}</p>
      <fieldset>
        <legend class="visually-hidden">{chat.reportTitle}</legend>
        {reasons.map((one) => (
          <label key={one} class="choice">
            <input
              type="radio"
              name="reason"
              checked={reason === one}
              onChange={() => {
                setReason(one);
                act.clear();
              }}
            />
            {chat.reportReasons[one]}
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span class="visually-hidden">{chat.reportNote}</span>
        <textarea
          class="input"
          rows={2}
          maxLength={300}
          placeholder={chat.reportNote}
          value={note}
          onInput={(event) => {
            setNote(event.currentTarget.value);
            act.clear();
          }}
        />
      </label>
      {act.trouble && (
        <p class="note bad" role="alert">
          {describeTrouble(act.trouble, texts.value)}
        </p>
      )}
      <button type="submit" class="button primary wide" disabled={act.isBusy}>
        {chat.reportSend}
      </button>
    </form>
  );
}
