import type { JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../app/icons.tsx";
import { texts } from "../../app/language.ts";
import type { ChatSession } from "./chat-session.ts";
import type { Composing } from "./composing.ts";
import { EmojiPanel } from "./emoji-panel.tsx";
import { MentionList } from "./mention-list.tsx";
import { keepMentions } from "./mention-query.ts";
import { PictureButton } from "./picture-button.tsx";
import { useMentionChoice } from "./use-mention-choice.ts";

interface Props {
  readonly session: ChatSession;
  readonly composing: Composing;
}

const textLimit = 2000;
const lineHeightPx = 22;
const mostLines = 5;

/** With a mouse comes a keyboard whose Enter sends; on a phone Enter begins a line. */
const sendsOnEnter = () => window.matchMedia("(hover: hover) and (pointer: fine)").matches;

/** Where one writes. Grows to five lines, completes names after @, and never loses a word. */
export function Composer({ session, composing }: Props): JSX.Element {
  const { chat } = texts.value;
  const text = composing.text.value;
  const replyTo = composing.replyTo.value;
  const [hasEmoji, setEmoji] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const mention = useMentionChoice(
    { groupId: session.groupId, selfId: session.store.state.value.selfId },
    composing,
    field,
  );
  const over = text.trim().length - textLimit;
  const canSend = text.trim() !== "" && over <= 0;

  useLayoutEffect(() => {
    if (field.current) fitHeight(field.current);
  }, [text]);
  const focusCount = composing.focusCount.value;
  useEffect(() => {
    if (focusCount > 0) field.current?.focus();
  }, [focusCount]);

  const send = () => {
    if (!canSend) return;
    session.sender.add({ text: text.trim(), replyTo, mentions: keepMentions(text, composing.chosen.value) });
    composing.text.value = "";
    composing.replyTo.value = null;
    composing.chosen.value = [];
    setEmoji(false);
    mention.close();
    field.current?.focus();
  };
  const pressKey = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses a word.
    // oxlint-disable-next-line typescript/no-deprecated -- Safari ends composing before this event (2026-11-24)
    if (event.isComposing || event.keyCode === 229) return;
    if (mention.pressKey(event)) return;
    if (event.key !== "Enter" || event.shiftKey || !sendsOnEnter()) return;
    event.preventDefault();
    send();
  };
  const insert = (emoji: string) => {
    const at = field.current?.selectionStart ?? text.length;
    const end = field.current?.selectionEnd ?? at;
    composing.text.value = text.slice(0, at) + emoji + text.slice(end);
    requestAnimationFrame(() => field.current?.setSelectionRange(at + emoji.length, at + emoji.length));
  };

  return (
    <footer class="composer">
      {mention.names.length > 0 && (
        <MentionList names={mention.names} active={mention.active} onChoose={mention.choose} />
      )}
      {replyTo && (
        <div class="replying">
          <Icon name="reply" size={16} />
          <span class="ellipsis" title={replyTo.excerpt}>
            {chat.replyTo(replyTo.senderName)}：{replyTo.excerpt}
          </span>
          <button
            type="button"
            class="icon-button"
            aria-label={chat.dropReply}
            onClick={() => {
              composing.replyTo.value = null;
            }}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
      {over > 0 && (
        <p class="note bad composer-note" role="alert">
          {chat.tooLong(textLimit, over)}
        </p>
      )}
      <div class="composer-row">
        <textarea
          ref={field}
          rows={1}
          class="composer-field"
          placeholder={chat.composer}
          aria-label={chat.composer}
          aria-autocomplete="list"
          aria-controls="mention-list"
          value={text}
          onInput={(event) => {
            composing.text.value = event.currentTarget.value;
            mention.look();
          }}
          onKeyUp={mention.look}
          onClick={mention.look}
          onBlur={mention.close}
          onKeyDown={pressKey}
        />
        <button
          type="button"
          class="round-button"
          aria-label={chat.emoji}
          aria-pressed={hasEmoji}
          onClick={() => setEmoji(!hasEmoji)}
        >
          <Icon name="smile" />
        </button>
        {canSend ? (
          <button
            type="button"
            class="round-button send"
            aria-label={chat.send}
            // The keyboard stays open when the button does not take the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={send}
          >
            <Icon name="send" />
          </button>
        ) : (
          <PictureButton session={session} composing={composing} />
        )}
      </div>
      {hasEmoji && <EmojiPanel onPick={insert} />}
    </footer>
  );
}

function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  const most = lineHeightPx * mostLines + 22;
  field.style.height = `${Math.min(field.scrollHeight, most)}px`;
  field.style.overflowY = field.scrollHeight > most ? "auto" : "hidden";
}
