import type { JSX } from "preact";
import { formatMoment } from "../../app/format-time.ts";
import { Icon } from "../../app/icons.tsx";
import { languageTag, texts } from "../../app/language.ts";
import type { Silence } from "./silence.ts";

/** Stands where the composer would: what I cannot do, until when, and whom to ask. */
export function SilencedBar({ silence, now }: { readonly silence: Silence; readonly now: number }): JSX.Element {
  const { chat } = texts.value;
  const moment = (ms: number) => formatMoment(ms, { tag: languageTag.value, now, words: chat });
  const sentence = (): string => {
    switch (silence.kind) {
      case "archived":
        return chat.archived;
      case "paused":
        return chat.paused;
      case "read_only":
        return chat.readOnly;
      case "muted":
        return chat.mutedUntil(moment(silence.until));
    }
  };
  const isMine = silence.kind === "muted" || silence.kind === "read_only";
  return (
    <div class="silenced" role="status">
      <Icon name="clock" size={20} />
      <p>
        <b>{sentence()}</b>
        {isMine && <small>{chat.whyAsk}</small>}
      </p>
    </div>
  );
}
