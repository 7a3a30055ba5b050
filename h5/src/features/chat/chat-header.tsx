import type { JSX } from "preact";
import type { GroupHead } from "../../../../contract/joining.ts";
import { formatCount } from "../../app/format-time.ts";
import { Icon } from "../../app/icons.tsx";
import { languageTag, texts } from "../../app/language.ts";
import { goTo } from "../../app/route.ts";
import { useState } from "preact/hooks";
import { GroupMenu } from "./group-menu.tsx";

interface Props {
  readonly groupId: string;
  readonly head: GroupHead | null;
}

export function ChatHeader({ groupId, head }: Props): JSX.Element {
  const { app, chat } = texts.value;
  const [isOpen, setOpen] = useState(false);
  const tag = languageTag.value;
  return (
    <header class="top-bar">
      <button type="button" class="icon-button" aria-label={app.myGroups} onClick={() => goTo("/m/")}>
        <Icon name="back" />
      </button>
      <div class="chat-title">
        {head ? (
          <>
            <h1 class="ellipsis" title={head.name}>
              {head.name}
            </h1>
            <p class="ellipsis">
              {head.communityName} · {chat.people(formatCount(head.memberCount, tag))} ·{" "}
              {chat.online(formatCount(head.onlineCount, tag))}
            </p>
          </>
        ) : (
          <>
            <div class="bone" style={{ width: "96px", height: "18px" }} />
            <div class="bone" style={{ width: "160px", height: "12px" }} />
          </>
        )}
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={chat.menu}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="more" />
      </button>
      {isOpen && <GroupMenu groupId={groupId} head={head} onClose={() => setOpen(false)} />}
    </header>
  );
}
