import type { JSX } from "preact";
import type { Message, reactionEmoji } from "../../../../contract/messaging.ts";
import { Avatar } from "../../app/avatar.tsx";
import { Icon } from "../../app/icons.tsx";
import { texts } from "../../app/language.ts";
import { MessageText } from "./message-text.tsx";
import { fitPicture } from "./picture-size.ts";
import { ReactionRow } from "./reaction-row.tsx";
import { useLongPress } from "./use-long-press.ts";

interface Props {
  readonly message: Message;
  readonly isFirst: boolean;
  readonly isMine: boolean;
  readonly quoted: Message | null;
  readonly onMenu: (messageId: string) => void;
  readonly onPicture: (message: Message) => void;
  readonly onReact: (message: Message, emoji: (typeof reactionEmoji)[number]) => void;
  readonly onQuote: (messageId: string) => void;
}

/** What somebody said. A long press, a right click or its button opens what one can do with it. */
export function Bubble({ message, isFirst, isMine, quoted, onMenu, onPicture, onReact, onQuote }: Props): JSX.Element {
  const { chat } = texts.value;
  const { sender, replyTo } = message;
  const press = useLongPress(() => onMenu(message.id));
  const isBare = message.picture !== null && message.text === "" && replyTo === null;
  return (
    <article class={`message${isMine ? " mine" : ""}${isFirst ? " first" : ""}`}>
      {isFirst ? <Avatar id={sender.id} name={sender.name} /> : <span class="avatar-gap" />}
      <div class="message-column">
        {isFirst && !isMine && <SenderName sender={sender} />}
        <div class="bubble-row">
          <div class={`bubble${isBare ? " bare" : ""}${message.state === "held" ? " held-bubble" : ""}`} {...press}>
            {replyTo && <Quote replyTo={replyTo} quoted={quoted} onQuote={onQuote} />}
            {message.picture && <PictureButton message={message} picture={message.picture} onPicture={onPicture} />}
            {message.text && <MessageText message={message} />}
          </div>
          <button
            type="button"
            class="bubble-menu"
            aria-label={chat.actions}
            aria-haspopup="dialog"
            onClick={() => onMenu(message.id)}
          >
            <Icon name="more" size={18} />
          </button>
        </div>
        {message.state === "held" && (
          <div class="under">
            <Icon name="eyeOff" size={14} />
            {chat.held}
          </div>
        )}
        {message.reactions.length > 0 && <ReactionRow message={message} onReact={onReact} />}
      </div>
    </article>
  );
}

function SenderName({ sender }: { readonly sender: Message["sender"] }): JSX.Element {
  const { chat } = texts.value;
  const role = { member: null, staff: chat.staff, robot: chat.robot }[sender.kind];
  return (
    <div class="sender">
      <span class="ellipsis" title={sender.name}>
        {sender.name}
      </span>
      {role && <span class="chip">{role}</span>}
    </div>
  );
}

interface QuoteProps {
  readonly replyTo: NonNullable<Message["replyTo"]>;
  readonly quoted: Message | null;
  readonly onQuote: (messageId: string) => void;
}

function Quote({ replyTo, quoted, onQuote }: QuoteProps): JSX.Element {
  const { chat } = texts.value;
  const isGone = quoted !== null && quoted.state !== "shown" && quoted.state !== "held";
  const words = quoted?.picture ? chat.quotePicture : replyTo.excerpt;
  const text = `${replyTo.senderName}：${isGone ? chat.gone : words || "…"}`;
  return (
    <button type="button" class="quote" title={text} onClick={() => onQuote(replyTo.id)}>
      <span class="ellipsis">{text}</span>
    </button>
  );
}

interface PictureProps {
  readonly message: Message;
  readonly picture: NonNullable<Message["picture"]>;
  readonly onPicture: (message: Message) => void;
}

function PictureButton({ message, picture, onPicture }: PictureProps): JSX.Element {
  const { chat } = texts.value;
  const size = fitPicture(picture);
  return (
    <button type="button" class="picture" aria-label={chat.openPicture} onClick={() => onPicture(message)}>
      <img
        src={`/pictures/${picture.id}?w=480`}
        alt={chat.pictureAlt(message.sender.name)}
        width={size.width}
        height={size.height}
        loading="lazy"
        decoding="async"
        draggable={false}
      />
    </button>
  );
}
