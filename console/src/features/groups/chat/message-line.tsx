import { Button } from "antd";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Message } from "../../../../../contract/messaging.ts";
import { useMessages } from "../../../app/language.tsx";
import type { Messages } from "../../../messages/messages.ts";
import { useFormat } from "../../../app/session.tsx";
import { PermittedButton } from "../../../ui-kit/permitted-button.tsx";

export interface MessageActs {
  readonly reply: (message: Message) => void;
  readonly mention: (message: Message) => void;
  readonly withdraw: (message: Message) => void;
}

/** One message as staff see it: held and withdrawn ones keep their text and carry a mark. */
export function MessageLine({ message, acts }: { message: Message; acts: MessageActs }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const mark = t.words.messageState[message.state];
  return (
    // A tap focuses the line and so shows its buttons where nothing can hover.
    <li tabIndex={-1} className={`message message-${message.state} message-from-${message.sender.kind}`}>
      <div className="message-head">
        <SenderName message={message} />
        {message.onlyForMe && <span className="message-mark">{onlyFor(message, t)}</span>}
        {message.kind === "greeting" && <span className="message-badge">{t.words.messageKind.greeting}</span>}
        <time dateTime={message.at} title={format.dateTime(message.at)}>
          {format.time(message.at)}
        </time>
        {mark && <span className="message-mark">{mark}</span>}
        <MessageButtons message={message} acts={acts} />
      </div>
      {message.replyTo && (
        <div className="message-quote">
          {message.replyTo.senderName}
          {t.app.colon}
          {message.replyTo.excerpt}
        </div>
      )}
      {message.text && <div className="message-text">{message.text}</div>}
      {message.picture && <MessagePicture picture={message.picture} />}
      <Reactions reactions={message.reactions} />
    </li>
  );
}

/** A notice is seen by one member and by staff; without his name, at least that others do not see it. */
function onlyFor({ mentions }: Message, { groups: { chat } }: Messages): string {
  const name = mentions[0]?.name;
  return name === undefined ? chat.onlyForOne : chat.onlyFor(name);
}

function SenderName({ message }: { message: Message }): ReactNode {
  const t = useMessages();
  const { sender } = message;
  if (sender.kind === "member")
    return (
      <Link
        to="/members/$memberId"
        params={{ memberId: sender.id }}
        className="message-name"
        title={t.groups.chat.profile}
      >
        {sender.name}
      </Link>
    );
  return (
    <>
      <span className="message-name">{sender.name}</span>
      <span className="message-badge">{t.words.senderKind[sender.kind]}</span>
    </>
  );
}

function MessageButtons({ message, acts }: { message: Message; acts: MessageActs }): ReactNode {
  const t = useMessages().groups.chat;
  if (message.state !== "shown" && message.state !== "held") return null;
  return (
    <span className="message-acts">
      {message.state === "shown" && (
        <Button size="small" type="text" onClick={() => acts.reply(message)}>
          {t.reply}
        </Button>
      )}
      {message.sender.kind === "member" && (
        <Button size="small" type="text" onClick={() => acts.mention(message)}>
          {t.mention}
        </Button>
      )}
      {message.state === "shown" && (
        <PermittedButton permission="moderation.write" size="small" type="text" onClick={() => acts.withdraw(message)}>
          {t.withdraw}
        </PermittedButton>
      )}
    </span>
  );
}

/** Shown small; a click opens it whole. Width and height are known, so nothing jumps when it arrives. */
function MessagePicture({ picture }: { picture: NonNullable<Message["picture"]> }): ReactNode {
  const t = useMessages().groups.chat;
  const scale = Math.min(1, 240 / picture.width, 240 / picture.height);
  return (
    <a href={`/pictures/${picture.id}`} target="_blank" rel="noreferrer" className="message-picture">
      <img
        src={`/pictures/${picture.id}?w=480`}
        alt={t.pictureAlt}
        width={Math.round(picture.width * scale)}
        height={Math.round(picture.height * scale)}
        loading="lazy"
      />
    </a>
  );
}

function Reactions({ reactions }: Pick<Message, "reactions">): ReactNode {
  const t = useMessages().groups.chat;
  if (reactions.length === 0) return null;
  return (
    <div className="message-reactions">
      {reactions.map((reaction) => (
        <span key={reaction.emoji} title={t.reacted(reaction.count)}>
          {reaction.emoji} {reaction.count}
        </span>
      ))}
    </div>
  );
}
