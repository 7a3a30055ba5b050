import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { texts } from "../../app/language.ts";
import { goTo } from "../../app/route.ts";
import { showToast } from "../../app/toast.tsx";
import { TroublePage } from "../../app/trouble-page.tsx";
import { ChatHeader } from "./chat-header.tsx";
import { ChatSession } from "./chat-session.ts";
import { Composer } from "./composer.tsx";
import { makeComposing } from "./composing.ts";
import { ConnectionBar } from "./connection-bar.tsx";
import { MessageList } from "./message-list.tsx";
import { PromiseBar } from "./promise-bar.tsx";
import { SilencedBar } from "./silenced-bar.tsx";
import { findSilence } from "./silence.ts";
import { useMinute } from "./use-minute.ts";
import "./chat.css";

/** One group's chat, live for as long as it is on the screen. */
export function ChatPage({ groupId }: { readonly groupId: string }): JSX.Element | null {
  const [session, setSession] = useState<ChatSession | null>(null);
  useEffect(() => {
    const opened = new ChatSession(groupId);
    setSession(opened);
    return () => opened.stop();
  }, [groupId]);
  return session && <OpenChat session={session} />;
}

function OpenChat({ session }: { readonly session: ChatSession }): JSX.Element {
  const [composing] = useState(makeComposing);
  const head = session.head.value;
  const isRemoved = session.isRemoved.value;
  const now = useMinute();
  const name = head?.name ?? texts.value.app.name;

  useEffect(() => {
    document.title = name;
  }, [name]);
  useEffect(() => {
    if (!isRemoved) return;
    showToast(texts.peek().chat.removed(name));
    goTo("/m/", "replace");
  }, [isRemoved, name]);

  const trouble = session.trouble.value;
  if (trouble) return <TroublePage trouble={trouble} onRetry={() => void session.start()} />;
  const silence = head && findSilence(head, now);
  return (
    <div class="screen chat">
      <ChatHeader groupId={session.groupId} head={head} />
      {head && <PromiseBar groupId={session.groupId} head={head} />}
      <ConnectionBar connection={session.connection.value} />
      <MessageList session={session} composing={composing} />
      {silence ? <SilencedBar silence={silence} now={now} /> : <Composer session={session} composing={composing} />}
    </div>
  );
}
