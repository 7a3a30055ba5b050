import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { GroupHead } from "../../../../contract/joining.ts";
import { Icon } from "../../app/icons.tsx";
import { texts } from "../../app/language.ts";
import { readStored, writeStored } from "../../app/storage.ts";

interface Props {
  readonly groupId: string;
  readonly head: GroupHead;
}

/** The group's promise under its name: one line, all of it on a tap. An announcement stands below until it is read. */
export function PromiseBar({ groupId, head }: Props): JSX.Element | null {
  const { chat, join } = texts.value;
  const [isOpen, setOpen] = useState(false);
  const { gives, givesNot, replyHours, adRate } = head.expectation;
  const short = [replyHours, adRate, gives].filter(Boolean).join(" · ");
  const lines = [
    [join.gives, gives],
    [join.givesNot, givesNot],
    [join.replyHours, replyHours],
    [join.adRate, adRate],
  ].filter(([, text]) => text !== "");
  return (
    <>
      {lines.length > 0 && (
        <button
          type="button"
          class="promise-bar"
          aria-expanded={isOpen}
          aria-label={isOpen ? chat.hidePromise : `${chat.showPromise}: ${short}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? (
            <span class="promise-lines">
              {lines.map(([name, text]) => (
                <span key={name}>
                  <b>{name}</b>
                  <span>{text}</span>
                </span>
              ))}
            </span>
          ) : (
            <span class="ellipsis" title={short}>
              {short}
            </span>
          )}
          <Icon name={isOpen ? "up" : "down"} size={16} />
        </button>
      )}
      {head.announcement && <Announcement key={head.announcement} groupId={groupId} text={head.announcement} />}
    </>
  );
}

function Announcement({ groupId, text }: { readonly groupId: string; readonly text: string }): JSX.Element | null {
  const { chat } = texts.value;
  const storedAs = `announcement.${groupId}`;
  const [isRead, setRead] = useState(() => readStored(storedAs) === text);
  const [isOpen, setOpen] = useState(false);
  if (isRead) return null;
  return (
    <section class="announcement" aria-label={chat.announcement}>
      <Icon name="horn" size={18} />
      <button
        type="button"
        class={isOpen ? "announcement-text open" : "announcement-text"}
        aria-expanded={isOpen}
        title={text}
        onClick={() => setOpen(!isOpen)}
      >
        <b>{chat.announcement}</b> {text}
      </button>
      <button
        type="button"
        class="text-button"
        onClick={() => {
          writeStored(storedAs, text);
          setRead(true);
        }}
      >
        {chat.gotIt}
      </button>
    </section>
  );
}
