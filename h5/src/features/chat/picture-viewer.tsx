import type { JSX } from "preact";
import type { Message } from "../../../../contract/messaging.ts";
import { Dialog } from "../../app/dialog.tsx";
import { Icon } from "../../app/icons.tsx";
import { texts } from "../../app/language.ts";

/** One picture over the whole screen; two fingers enlarge it as on any page. */
export function PictureViewer({
  message,
  onClose,
}: {
  readonly message: Message;
  readonly onClose: () => void;
}): JSX.Element | null {
  const { chat, app } = texts.value;
  if (!message.picture) return null;
  const { id, width, height } = message.picture;
  const alt = chat.pictureAlt(message.sender.name);
  return (
    <Dialog label={alt} onClose={onClose} look="full">
      <button type="button" aria-label={app.close} onClick={onClose}>
        <img src={`/pictures/${id}`} alt={alt} width={width} height={height} />
      </button>
      <button type="button" class="icon-button viewer-close" aria-label={app.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </Dialog>
  );
}
