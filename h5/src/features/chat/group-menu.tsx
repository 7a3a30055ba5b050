import type { JSX } from "preact";
import type { GroupHead } from "../../../../contract/joining.ts";
import { Dialog } from "../../app/dialog.tsx";
import { Icon, type IconName } from "../../app/icons.tsx";
import { switchLanguage, texts } from "../../app/language.ts";
import { goTo } from "../../app/route.ts";

interface Props {
  readonly groupId: string;
  readonly head: GroupHead | null;
  readonly onClose: () => void;
}

/** Where one goes from a chat. The announcement stands here too, for whoever has put its bar away. */
export function GroupMenu({ groupId, head, onClose }: Props): JSX.Element {
  const { app, chat, members, myData } = texts.value;
  const go = (path: string) => {
    onClose();
    goTo(path);
  };
  return (
    <Dialog label={chat.menu} onClose={onClose}>
      {head?.announcement && (
        <section class="menu-announcement">
          <h2>{chat.announcement}</h2>
          <p>{head.announcement}</p>
        </section>
      )}
      <nav class="menu">
        <MenuItem icon="people" text={members.title} onClick={() => go(`/m/g/${groupId}/members`)} />
        <MenuItem icon="groups" text={app.myGroups} onClick={() => go("/m/")} />
        <MenuItem icon="person" text={myData.title} onClick={() => go("/m/me")} />
        <MenuItem icon="globe" text={app.otherLanguage} onClick={switchLanguage} />
        <MenuItem icon="close" text={app.close} onClick={onClose} />
      </nav>
    </Dialog>
  );
}

interface ItemProps {
  readonly icon: IconName;
  readonly text: string;
  readonly onClick: () => void;
}

export function MenuItem({ icon, text, onClick }: ItemProps): JSX.Element {
  return (
    <button type="button" class="menu-item" onClick={onClick}>
      <Icon name={icon} />
      {text}
    </button>
  );
}
