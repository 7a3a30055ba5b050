import { useState } from "react";
import type { ReactNode } from "react";
import type { Group } from "../../../../../contract/groups.ts";
import type { Message } from "../../../../../contract/messaging.ts";
import { useMessages } from "../../../app/language.tsx";
import { newKey } from "../../../app/new-key.ts";
import { useNotices } from "../../../app/notices.tsx";
import { useAct } from "../../../app/use-api.ts";
import { EmptyHint } from "../../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../../ui-kit/skeleton-rows.tsx";
import { stillPending } from "./chat-log.ts";
import type { Pending } from "./chat-log.ts";
import { Composer } from "./composer.tsx";
import { MessageLog } from "./message-log.tsx";
import type { MessageActs } from "./message-line.tsx";
import { useDraft } from "./use-draft.ts";
import type { Draft } from "./use-draft.ts";
import { useLiveChat } from "./use-live-chat.ts";
import type { LiveChat as Chat } from "./use-live-chat.ts";
import "./chat.css";

/** A group's talk as it happens, and a place to join in. Mount it with the group's id as key. */
export function LiveChat({ group }: { group: Group }): ReactNode {
  const t = useMessages().groups.chat;
  const chat = useLiveChat(group.id);
  const draft = useDraft();
  const { pending, send } = useSpeaking(group.id, chat, draft);
  const acts = useMessageActs(group.id, draft);
  return (
    <div className="chat">
      {!chat.isConnected && !chat.isLoading && (
        <div className="chat-line" role="status">
          {t.connecting}
        </div>
      )}
      <ChatBody chat={chat} pending={pending} acts={acts} />
      <Composer groupId={group.id} draft={draft} isClosed={group.state === "archived"} send={send} />
    </div>
  );
}

function ChatBody({ chat, pending, acts }: { chat: Chat; pending: readonly Pending[]; acts: MessageActs }): ReactNode {
  const t = useMessages().groups.chat;
  const isBare = chat.messages.length === 0 && pending.length === 0;
  if (isBare && chat.error) return <ProblemBox error={chat.error} again={chat.reload} />;
  if (isBare && chat.isLoading) return <SkeletonRows count={8} />;
  if (isBare) return <EmptyHint title={t.empty} body={t.emptyBody} />;
  return <MessageLog chat={chat} pending={pending} acts={acts} />;
}

/** Says what the draft holds; it stands as pending until the group shows it, and comes back when it was refused. */
function useSpeaking(groupId: string, chat: Chat, draft: Draft): { pending: readonly Pending[]; send: () => void } {
  const [said, setSaid] = useState<readonly Pending[]>([]);
  const pending = stillPending(said, chat.messages);
  const speak = useAct("POST /groups/:groupId/messages");
  const send = async () => {
    if (!draft.canSend) return;
    const key = newKey(chat.serverNow());
    const { text, picture, replyTo } = draft;
    setSaid([...pending, { key, text, hasPicture: picture !== undefined }]);
    draft.clear();
    const done = await speak.run({
      groupId,
      key,
      text,
      mentions: [...draft.mentioned],
      ...(picture ? { pictureId: picture.id } : {}),
      ...(replyTo ? { replyTo: replyTo.id } : {}),
    });
    if (done) return;
    setSaid((before) => before.filter((one) => one.key !== key));
    draft.write(text);
    draft.reply(replyTo);
  };
  return { pending, send: () => void send() };
}

function useMessageActs(groupId: string, draft: Draft): MessageActs {
  const t = useMessages();
  const notices = useNotices();
  const withdrawal = useAct("POST /groups/:groupId/messages/:messageId/withdraw");
  const withdraw = async (message: Message) => {
    const words = t.groups.chat;
    const agreed = await notices.confirm({
      title: words.withdrawTitle,
      body: words.withdrawBody(message.sender.name),
      ok: words.withdraw,
      isDanger: true,
    });
    if (!agreed) return;
    const done = await withdrawal.run({ groupId, messageId: message.id });
    if (done) notices.done(words.withdrawn);
  };
  return {
    reply: draft.reply,
    mention: (message) => draft.mention(message.sender.id, message.sender.name),
    withdraw: (message) => void withdraw(message),
  };
}
