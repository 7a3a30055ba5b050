import { Button } from "antd";
import { Fragment, useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Message } from "../../../../../contract/messaging.ts";
import { useMessages } from "../../../app/language.tsx";
import { useNotices } from "../../../app/notices.tsx";
import { useFormat } from "../../../app/session.tsx";
import type { Pending } from "./chat-log.ts";
import { MessageLine } from "./message-line.tsx";
import type { MessageActs } from "./message-line.tsx";
import type { LiveChat } from "./use-live-chat.ts";

/** Within so many pixels of the end the reader is taken to follow the talk. */
const nearEnd = 80;

interface MessageLogProps {
  readonly chat: LiveChat;
  readonly pending: readonly Pending[];
  readonly acts: MessageActs;
}

/** The talk, oldest first. It follows new messages while the end is in sight; else it counts them. */
export function MessageLog({ chat, pending, acts }: MessageLogProps): ReactNode {
  const t = useMessages().groups.chat;
  const { dayOf } = useFormat();
  const { box, unseen, onScroll, toEnd } = useFollow(chat.messages, pending.length);
  return (
    <div className="chat-frame">
      {/* A box that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above (2026-11-24) */}
      <div className="chat-log" ref={box} onScroll={onScroll} role="log" aria-label={t.log} tabIndex={0}>
        <OlderButton chat={chat} />
        <ol>
          {withDays(chat.messages, dayOf).map(({ message, day }) => (
            <Fragment key={message.id}>
              {day && <DayLine day={day} />}
              <MessageLine message={message} acts={acts} />
            </Fragment>
          ))}
          {pending.map((one) => (
            <li key={one.key} className="message message-from-staff message-pending">
              <div className="message-head">
                <span className="message-name">{t.you}</span>
                <span className="message-mark">{t.sending}</span>
              </div>
              <div className="message-text">{one.text || t.picture}</div>
            </li>
          ))}
        </ol>
      </div>
      {unseen > 0 && (
        <Button className="chat-unseen" type="primary" size="small" shape="round" onClick={toEnd}>
          {t.newBelow(unseen)}
        </Button>
      )}
    </div>
  );
}

function OlderButton({ chat }: { chat: LiveChat }): ReactNode {
  const t = useMessages().groups.chat;
  const notices = useNotices();
  const [isLoading, setLoading] = useState(false);
  if (!chat.hasOlder) return chat.messages.length > 0 ? <p className="chat-start">{t.start}</p> : null;
  const load = async () => {
    setLoading(true);
    await chat.loadOlder().catch(notices.refused);
    setLoading(false);
  };
  return (
    <div className="chat-start">
      <Button size="small" onClick={() => void load()} loading={isLoading}>
        {t.older}
      </Button>
    </div>
  );
}

function DayLine({ day }: { day: string }): ReactNode {
  const format = useFormat();
  return (
    <li className="chat-day">
      <span>{format.day(day)}</span>
    </li>
  );
}

/** Marks the first message of every day of the org's zone. */
function withDays(
  messages: readonly Message[],
  dayOf: (instant: string) => string,
): { message: Message; day: string | undefined }[] {
  let last = "";
  return messages.map((message) => {
    const day = dayOf(message.at);
    const isFirst = day !== last;
    last = day;
    return { message, day: isFirst ? day : undefined };
  });
}

function useFollow(messages: readonly Message[], pendingCount: number) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const before = useRef<{ height: number; firstId: string | undefined; count: number }>(undefined);
  const [unseen, setUnseen] = useState(0);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const last = before.current;
    const firstId = messages[0]?.id;
    if (last && last.firstId !== undefined && last.firstId !== firstId) {
      // Older messages came in above: what the reader looks at stays where it is.
      element.scrollTop += element.scrollHeight - last.height;
    } else if (isAtEnd.current) {
      element.scrollTop = element.scrollHeight;
    } else if (last && messages.length > last.count) {
      setUnseen((count) => count + messages.length - last.count);
    }
    before.current = { height: element.scrollHeight, firstId, count: messages.length };
  }, [messages, pendingCount]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    if (isAtEnd.current) setUnseen(0);
  };
  const toEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setUnseen(0);
  };
  return { box, unseen, onScroll, toEnd };
}
