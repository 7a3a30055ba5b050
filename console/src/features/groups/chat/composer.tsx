import { Button, Mentions } from "antd";
import { useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Message } from "../../../../../contract/messaging.ts";
import { useMessages } from "../../../app/language.tsx";
import { PermittedButton, useWhyNot } from "../../../ui-kit/permitted-button.tsx";
import type { Draft } from "./use-draft.ts";
import { useNameSearch } from "./use-name-search.ts";

const longest = 2000;

interface ComposerProps {
  readonly groupId: string;
  readonly draft: Draft;
  readonly isClosed: boolean;
  readonly send: () => void;
}

/** Where a colleague speaks: text with @, one picture, an answer to a message. */
export function Composer({ groupId, draft, isClosed, send }: ComposerProps): ReactNode {
  const t = useMessages().groups.chat;
  const whyNot = useWhyNot("groups.speak");
  const names = useNameSearch(groupId);
  const left = longest - draft.text.length;
  const isOff = isClosed || whyNot !== undefined;
  const onEnter = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method is composing, Enter takes its suggestion.
    if (event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="composer">
      <ReplyBar replyTo={draft.replyTo} stop={() => draft.reply(undefined)} />
      <PictureBar draft={draft} />
      <Mentions
        value={draft.text}
        onChange={draft.write}
        onSearch={names.search}
        onSelect={(option) => {
          const chosen = names.found.find((one) => one.nickname === option.value);
          if (chosen) draft.remember(chosen.memberId, chosen.nickname);
        }}
        onPressEnter={onEnter}
        options={names.found.map((one) => ({ key: one.memberId, value: one.nickname, label: one.nickname }))}
        loading={names.isSearching}
        notFoundContent={null}
        placement="top"
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={longest}
        disabled={isOff}
        placeholder={isClosed ? t.placeholderClosed : (whyNot ?? t.placeholder)}
        aria-label={t.placeholder}
      />
      <div className="composer-foot">
        <PictureButton draft={draft} isOff={isOff} />
        {left < 200 && <span className="muted small">{t.tooLong(left)}</span>}
        <PermittedButton
          permission="groups.speak"
          type="primary"
          disabled={isOff || !draft.canSend}
          onClick={send}
          className="composer-send"
        >
          {t.send}
        </PermittedButton>
      </div>
    </div>
  );
}

function ReplyBar({ replyTo, stop }: { replyTo: Message | undefined; stop: () => void }): ReactNode {
  const t = useMessages().groups.chat;
  if (!replyTo) return null;
  return (
    <div className="composer-bar">
      <span className="cut">
        {t.replyingTo(replyTo.sender.name)} · {replyTo.text.slice(0, 80)}
      </span>
      <Button size="small" type="text" onClick={stop}>
        {t.stopReply}
      </Button>
    </div>
  );
}

function PictureBar({ draft }: { draft: Draft }): ReactNode {
  const t = useMessages().groups.chat;
  if (draft.isUploading) return <div className="composer-bar">{t.uploading}</div>;
  if (!draft.picture) return null;
  return (
    <div className="composer-bar">
      <img src={`/pictures/${draft.picture.id}?w=480`} alt={t.pictureAlt} height={64} />
      <Button size="small" type="text" onClick={draft.dropPicture}>
        {t.removePicture}
      </Button>
    </div>
  );
}

function PictureButton({ draft, isOff }: { draft: Draft; isOff: boolean }): ReactNode {
  const t = useMessages().groups.chat;
  const input = useRef<HTMLInputElement>(null);
  const [inputKey, setInputKey] = useState(0);
  const choose = (file: File | undefined) => {
    if (file) void draft.upload(file);
    // A new input, so that the same file can be chosen twice.
    setInputKey((key) => key + 1);
  };
  return (
    <>
      <input
        key={inputKey}
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp,image/gif"
        hidden
        onChange={(event) => choose(event.target.files?.[0])}
      />
      <Button disabled={isOff || draft.isUploading} onClick={() => input.current?.click()}>
        {t.picture}
      </Button>
    </>
  );
}
