import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Message, reactionEmoji } from "../../../../contract/messaging.ts";
import { recallMessage } from "../../app/api.ts";
import { copyText } from "../../app/copy-text.ts";
import { Dialog } from "../../app/dialog.tsx";
import { texts } from "../../app/language.ts";
import { describeTrouble } from "../../app/problem.ts";
import { serverNow } from "../../app/server-clock.ts";
import { showToast } from "../../app/toast.tsx";
import { useAct } from "../../app/use-act.ts";
import { readUuidTime } from "../../app/uuid.ts";
import { allReactions } from "./all-reactions.ts";
import type { ChatSession } from "./chat-session.ts";
import { quoteMessage, type Composing } from "./composing.ts";
import { MenuItem } from "./group-menu.tsx";
import { ReportForm } from "./report-form.tsx";

interface Props {
  readonly message: Message;
  readonly session: ChatSession;
  readonly composing: Composing;
  readonly onClose: () => void;
  readonly onReact: (message: Message, emoji: (typeof reactionEmoji)[number]) => void;
}

const recallWithinMs = 2 * 60_000;

/** What one can do with a message. */
export function MessageMenu({ message, session, composing, onClose, onReact }: Props): JSX.Element {
  const { chat, app } = texts.value;
  const [isReporting, setReporting] = useState(false);
  const act = useAct();
  const isMine = message.sender.id === session.store.state.value.selfId;
  const canRecall = isMine && serverNow() - readUuidTime(message.id) < recallWithinMs;
  const isShown = message.state === "shown";

  const reply = () => {
    composing.replyTo.value = quoteMessage(message, chat.quotePicture);
    onClose();
    composing.focusCount.value++;
  };
  const copy = async () => {
    const isCopied = await copyText(message.text);
    onClose();
    showToast(isCopied ? chat.copied : chat.copyFailed);
  };
  const recall = async () => {
    const { groupId, id: messageId, text } = message;
    if (!(await act.run((key) => recallMessage({ groupId, messageId }, { key })))) return;
    if (text) composing.recalled.value = new Map(composing.recalled.value).set(messageId, text);
    onClose();
  };

  if (isReporting)
    return (
      <Dialog label={chat.reportTitle} onClose={onClose}>
        <ReportForm message={message} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog label={chat.actions} onClose={onClose}>
      {isShown && (
        <div class="reaction-choice">
          {allReactions.map((emoji) => (
            <button
              key={emoji}
              type="button"
              class={message.reactions.some((one) => one.emoji === emoji && one.mine) ? "mine" : ""}
              aria-label={chat.react(emoji)}
              onClick={() => {
                onClose();
                onReact(message, emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
      <div class="menu">
        {isShown && <MenuItem icon="reply" text={chat.reply} onClick={reply} />}
        {message.text && <MenuItem icon="copy" text={chat.copy} onClick={() => void copy()} />}
        {canRecall && <MenuItem icon="undo" text={chat.recall} onClick={() => void recall()} />}
        {!isMine && <MenuItem icon="flag" text={chat.report} onClick={() => setReporting(true)} />}
        <MenuItem icon="close" text={app.close} onClick={onClose} />
      </div>
      {act.trouble && (
        <p class="note bad" role="alert">
          {describeTrouble(act.trouble, texts.value)}
        </p>
      )}
    </Dialog>
  );
}
