import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Message } from "../../../../contract/messaging.ts";
import { formatCount } from "../../app/format-time.ts";
import { Icon } from "../../app/icons.tsx";
import { languageTag, texts } from "../../app/language.ts";
import { showToast } from "../../app/toast.tsx";
import { describeTrouble, readTrouble } from "../../app/problem.ts";
import type { ChatSession } from "./chat-session.ts";
import type { Composing } from "./composing.ts";
import type { Line } from "./line.ts";
import { ListSkeleton } from "./list-skeleton.tsx";
import { MessageMenu } from "./message-menu.tsx";
import { PictureViewer } from "./picture-viewer.tsx";
import { moveReadMark, readReadMark } from "./read-mark.ts";
import { RowView } from "./row-view.tsx";
import { buildRows, countAfter } from "./rows.ts";
import { useMinute } from "./use-minute.ts";
import { useOlder } from "./use-older.ts";
import { useScrollKeeper } from "./use-scroll-keeper.ts";

interface Props {
  readonly session: ChatSession;
  readonly composing: Composing;
}

/** The talk itself: scrolls, loads what is above, and keeps its place whatever comes. */
export function MessageList({ session, composing }: Props): JSX.Element {
  const { app, chat } = texts.value;
  const state = session.store.state.value;
  const { messages, lines, selfId, isLoaded, hasOlder } = state;
  const now = useMinute();
  const [readUpTo] = useState(() => readReadMark(session.groupId));
  const [menuFor, setMenuFor] = useState<string | null>(null);
  const [picture, setPicture] = useState<Message | null>(null);
  const rows = useMemo(() => buildRows({ messages, lines, readUpTo, selfId }), [messages, lines, readUpTo, selfId]);

  const box = useRef<HTMLDivElement>(null);
  const keeper = useScrollKeeper(box, rows);
  const older = useOlder(box, session, { isLoaded, hasOlder, count: messages.length });
  const newest = messages.at(-1)?.id ?? null;
  const seen = useRef<string | null>(null);
  if (keeper.isAtBottom || seen.current === null) seen.current = newest;
  const below = countAfter(messages, seen.current, selfId);

  useReading(session, { isAtBottom: keeper.isAtBottom, newest });
  useOwnLineInSight(lines, keeper.toBottom);

  const open = menuFor === null ? undefined : messages.find((message) => message.id === menuFor);
  const react = (message: Message, emoji: Parameters<ChatSession["react"]>[1]) => {
    session
      .react(message, emoji)
      .catch((error: unknown) => showToast(describeTrouble(readTrouble(error), texts.peek())));
  };
  const quote = (messageId: string) => {
    if (!keeper.toRow(messageId)) showToast(chat.quoteFar);
  };
  return (
    <div class="talk">
      <div
        class="messages"
        ref={box}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll what has the focus (2026-11-24)
        tabIndex={0}
        role="log"
        aria-label={session.head.value?.name ?? app.loading}
        aria-busy={!isLoaded}
      >
        {!isLoaded && <ListSkeleton />}
        {isLoaded && <TopOfList older={older} hasOlder={hasOlder} isEmpty={rows.length === 0} />}
        {rows.map((row) => (
          <div
            key={row.key}
            class="row"
            data-row={row.key}
            data-message={row.kind === "message" ? row.message.id : undefined}
          >
            <RowView
              row={row}
              now={now}
              session={session}
              composing={composing}
              onMenu={setMenuFor}
              onPicture={setPicture}
              onReact={react}
              onQuote={quote}
            />
          </div>
        ))}
      </div>
      {!keeper.isAtBottom && isLoaded && <ToBottom below={below} onGo={keeper.toBottom} />}
      <UnreadAbove
        box={box}
        messages={messages}
        readUpTo={readUpTo}
        selfId={selfId}
        onGo={() => void keeper.toRow("unread")}
      />
      {open && (
        <MessageMenu
          message={open}
          session={session}
          composing={composing}
          onClose={() => setMenuFor(null)}
          onReact={react}
        />
      )}
      {picture && <PictureViewer message={picture} onClose={() => setPicture(null)} />}
    </div>
  );
}

/** Moves the read mark while the newest is in sight, and lets go of what lies far above. */
function useReading(
  session: ChatSession,
  { isAtBottom, newest }: { isAtBottom: boolean; newest: string | null },
): void {
  useEffect(() => {
    if (!isAtBottom || newest === null) return;
    if (document.visibilityState === "visible") moveReadMark(session.groupId, newest);
    session.trim();
  }, [isAtBottom, newest, session]);
}

/** One's own line is always worth seeing. */
function useOwnLineInSight(lines: readonly Line[], toBottom: () => void): void {
  const lastLine = lines.at(-1)?.key;
  useEffect(() => {
    if (lastLine) toBottom();
  }, [lastLine, toBottom]);
}

function ToBottom({ below, onGo }: { readonly below: number; readonly onGo: () => void }): JSX.Element {
  const { chat } = texts.value;
  return (
    <button
      type="button"
      class={below > 0 ? "to-bottom news" : "to-bottom"}
      onClick={onGo}
      aria-label={below > 0 ? undefined : chat.toBottom}
    >
      {below > 0 && chat.newBelow(formatCount(below, languageTag.value))}
      <Icon name="down" size={18} />
    </button>
  );
}

interface TopProps {
  readonly older: ReturnType<typeof useOlder>;
  readonly hasOlder: boolean;
  readonly isEmpty: boolean;
}

function TopOfList({ older, hasOlder, isEmpty }: TopProps): JSX.Element {
  const { chat } = texts.value;
  if (isEmpty) return <p class="empty middle">{chat.empty}</p>;
  if (!hasOlder) return <p class="list-top">{chat.start}</p>;
  if (!older.hasFailed) return <p class="list-top">{chat.olderLoading}</p>;
  return (
    <button type="button" class="list-top text-button" onClick={older.read}>
      {chat.olderFailed}
    </button>
  );
}

interface UnreadProps {
  readonly box: { readonly current: HTMLDivElement | null };
  readonly messages: readonly Message[];
  readonly readUpTo: string | null;
  readonly selfId: string | null;
  readonly onGo: () => void;
}

/** Shown once, on opening, when the first unread message lies above what can be seen. */
function UnreadAbove({ box, messages, readUpTo, selfId, onGo }: UnreadProps): JSX.Element | null {
  const [count, setCount] = useState<number | null>(null);
  const isReady = messages.length > 0;
  useEffect(() => {
    const list = box.current;
    if (!isReady || !list) return;
    const mark = list.querySelector('[data-row="unread"]');
    const isAbove = mark !== null && mark.getBoundingClientRect().top < list.getBoundingClientRect().top;
    setCount(isAbove ? countAfter(messages, readUpTo, selfId) : 0);
    // oxlint-disable-next-line react/exhaustive-deps -- only the first sight counts; what comes later has its own button (2026-11-24)
  }, [isReady]);
  if (!count) return null;
  return (
    <button
      type="button"
      class="unread-above"
      onClick={() => {
        setCount(0);
        onGo();
      }}
    >
      <Icon name="up" size={16} />
      {texts.value.chat.unreadAbove(formatCount(count, languageTag.value))}
    </button>
  );
}
