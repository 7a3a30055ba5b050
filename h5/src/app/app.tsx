import { effect } from "@preact/signals";
import type { JSX } from "preact";
import { ChatPage } from "../features/chat/chat-page.tsx";
import { GroupsPage } from "../features/groups/groups-page.tsx";
import { JoinPage } from "../features/join/join-page.tsx";
import { MembersPage } from "../features/members/members-page.tsx";
import { MyDataPage } from "../features/my-data/my-data-page.tsx";
import { texts } from "./language.ts";
import { screen } from "./route.ts";
import { StatePage } from "./state-page.tsx";
import { ToastShelf } from "./toast.tsx";

export function App(): JSX.Element {
  return (
    <>
      <CurrentScreen />
      <ToastShelf />
    </>
  );
}

function CurrentScreen(): JSX.Element {
  const at = screen.value;
  switch (at.name) {
    case "join":
      return <JoinPage key={at.code} code={at.code} invitedBy={at.invitedBy} />;
    case "chat":
      return <ChatPage key={at.groupId} groupId={at.groupId} />;
    case "members":
      return <MembersPage key={at.groupId} groupId={at.groupId} />;
    case "groups":
      return <GroupsPage />;
    case "my-data":
      return <MyDataPage />;
    case "lost":
      return <StatePage icon="alert" title={texts.value.app.lostTitle} text={texts.value.app.lostText} />;
  }
}

/** The tab is named after the product until a screen knows better. */
effect(() => {
  const { name } = screen.value;
  if (globalThis.document && name !== "chat" && name !== "join") document.title = texts.value.app.name;
});
