import type { JSX } from "preact";
import type { Message, reactionEmoji } from "../../../../contract/messaging.ts";
import { formatMoment } from "../../app/format-time.ts";
import { languageTag, texts } from "../../app/language.ts";
import { Bubble } from "./bubble.tsx";
import type { ChatSession } from "./chat-session.ts";
import type { Composing } from "./composing.ts";
import { LineBubble } from "./line-bubble.tsx";
import { isBubble, type MessageRow, type Row } from "./rows.ts";

interface Props {
  readonly row: Row;
  readonly now: number;
  readonly session: ChatSession;
  readonly composing: Composing;
  readonly onMenu: (messageId: string) => void;
  readonly onPicture: (message: Message) => void;
  readonly onReact: (message: Message, emoji: (typeof reactionEmoji)[number]) => void;
  readonly onQuote: (messageId: string) => void;
}

export function RowView(props: Props): JSX.Element {
  const { row, now, session } = props;
  const { chat } = texts.value;
  switch (row.kind) {
    case "time":
      return <div class="time">{formatMoment(row.at, { tag: languageTag.value, now, words: chat })}</div>;
    case "unread":
      return (
        <div class="unread" role="separator">
          {chat.unread}
        </div>
      );
    case "line":
      return <LineBubble line={row.line} session={session} />;
    case "message":
      return <MessageView {...props} message={row.message} isFirst={row.isFirst} quoted={row.quoted} />;
  }
}

type MessageProps = Props & Pick<MessageRow, "message" | "isFirst" | "quoted">;

function MessageView(props: MessageProps): JSX.Element {
  const { message, session } = props;
  const { chat } = texts.value;
  const isMine = message.sender.id === session.store.state.value.selfId;
  if (message.state === "recalled" || message.state === "withdrawn") return <GoneRow {...props} isMine={isMine} />;
  if (message.kind === "notice")
    return (
      <div class={message.onlyForMe ? "notice for-me" : "notice"} role="note">
        {message.onlyForMe && <span class="chip warn-chip">{chat.onlyForMe}</span>}
        <p>{message.text}</p>
      </div>
    );
  if (!isBubble(message)) return <div class="greeting">{message.text}</div>;
  return <Bubble {...props} isMine={isMine} />;
}

interface GoneProps {
  readonly message: Message;
  readonly isMine: boolean;
  readonly composing: Composing;
}

/** What is left of a message that was taken back: that it was, and by whom. */
function GoneRow({ message, isMine, composing }: GoneProps): JSX.Element {
  const { chat } = texts.value;
  const text = composing.recalled.value.get(message.id);
  const others = message.state === "recalled" ? chat.recalled : chat.withdrawn;
  const own = message.state === "recalled" ? chat.recalledMine : chat.withdrawnMine;
  return (
    <div class="greeting">
      {isMine ? own : others(message.sender.name)}
      {isMine && text !== undefined && (
        <button
          type="button"
          class="text-button inline"
          onClick={() => {
            composing.text.value = text;
            composing.focusCount.value++;
          }}
        >
          {chat.editAgain}
        </button>
      )}
    </div>
  );
}
