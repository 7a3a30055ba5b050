import type { JSX } from "preact";
import { Avatar } from "../../app/avatar.tsx";
import { Icon } from "../../app/icons.tsx";
import { texts } from "../../app/language.ts";
import { describeTrouble } from "../../app/problem.ts";
import type { ChatSession } from "./chat-session.ts";
import type { Line } from "./line.ts";
import { MessageText } from "./message-text.tsx";
import { fitPicture } from "./picture-size.ts";

/** An own line that is not confirmed: what it says, and how it stands with it. */
export function LineBubble({ line, session }: { readonly line: Line; readonly session: ChatSession }): JSX.Element {
  const me = session.head.value?.me;
  const isBare = (line.preview ?? line.picture) !== null && line.text === "" && line.replyTo === null;
  return (
    <article class="message mine first pending">
      <Avatar id={me?.memberId ?? ""} name={me?.nickname ?? ""} />
      <div class="message-column">
        <div class="bubble-row">
          <div class={isBare ? "bubble bare" : "bubble"}>
            {line.replyTo && (
              <div class="quote">
                <span class="ellipsis">
                  {line.replyTo.senderName}：{line.replyTo.excerpt}
                </span>
              </div>
            )}
            <LinePicture line={line} />
            {line.text && <MessageText message={line} />}
          </div>
        </div>
        <LineState line={line} session={session} />
      </div>
    </article>
  );
}

function LinePicture({ line }: { readonly line: Line }): JSX.Element | null {
  const picture = line.preview ?? line.picture;
  if (!picture) return null;
  const source = "src" in picture ? picture.src : `/pictures/${picture.id}?w=480`;
  const size = fitPicture(picture);
  return (
    <span class="picture">
      <img src={source} alt="" width={size.width} height={size.height} />
      {line.progress !== null && line.state === "sending" && <Progress share={line.progress} />}
    </span>
  );
}

function Progress({ share }: { readonly share: number }): JSX.Element {
  const percent = `${Math.round(share * 100)}%`;
  return (
    <span class="progress" role="progressbar" aria-label={texts.value.chat.uploading(percent)}>
      {percent}
      <i style={{ width: percent }} />
    </span>
  );
}

function LineState({ line, session }: { readonly line: Line; readonly session: ChatSession }): JSX.Element {
  const { chat } = texts.value;
  const { sender } = session;
  if (line.state === "sending") return <div class="under">{chat.sending}</div>;
  if (line.state === "waiting")
    return (
      <div class="under">
        <Icon name="clock" size={14} />
        {line.trouble === null ? chat.waitingTurn : chat.waiting}
        <button type="button" class="text-button" onClick={() => void sender.flush()}>
          {chat.resend}
        </button>
      </div>
    );
  return (
    <div class="under failed" role="alert">
      <span>
        <Icon name="alert" size={14} /> {line.trouble ? describeTrouble(line.trouble, texts.value) : chat.failed}
      </span>
      <span>
        <button type="button" class="text-button" onClick={() => sender.resend(line.key)}>
          {chat.resend}
        </button>
        <button type="button" class="text-button" onClick={() => sender.discard(line.key)}>
          {chat.discard}
        </button>
      </span>
    </div>
  );
}
