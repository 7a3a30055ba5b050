import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { Icon } from "../../app/icons.tsx";
import { texts } from "../../app/language.ts";
import { showToast } from "../../app/toast.tsx";
import type { ChatSession } from "./chat-session.ts";
import type { Composing } from "./composing.ts";
import { checkPicture, formatMegabytes, pictureLimitBytes, pictureTypes } from "./picture-size.ts";
import { previewPicture } from "./preview-picture.ts";

interface Props {
  readonly session: ChatSession;
  readonly composing: Composing;
}

/** Picks a picture and sends it. Type and size are looked at before a single byte leaves. */
export function PictureButton({ session, composing }: Props): JSX.Element {
  const { chat } = texts.value;
  const input = useRef<HTMLInputElement>(null);

  const send = async (file: File) => {
    const fault = checkPicture(file);
    if (fault === "type") return showToast(chat.pictureWrongType);
    if (fault === "size")
      return showToast(chat.pictureTooLarge(formatMegabytes(pictureLimitBytes), formatMegabytes(file.size)));
    const preview = await previewPicture(file);
    if (!preview) return showToast(chat.pictureWrongType);
    session.sender.add({ text: "", replyTo: composing.replyTo.peek(), mentions: [] }, { file, preview });
    composing.replyTo.value = null;
  };

  return (
    <>
      <button type="button" class="round-button" aria-label={chat.picture} onClick={() => input.current?.click()}>
        <Icon name="plus" />
      </button>
      <input
        ref={input}
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        aria-label={chat.picture}
        accept={pictureTypes.join(",")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void send(file);
          // The same file chosen twice must be noticed twice.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
