import type { JSX } from "preact";
import { getMemberMe } from "../../app/api.ts";
import { GroupAvatar } from "../../app/avatar.tsx";
import { Icon } from "../../app/icons.tsx";
import { LanguageSwitch } from "../../app/language-switch.tsx";
import { texts } from "../../app/language.ts";
import { goTo } from "../../app/route.ts";
import { TopBar } from "../../app/top-bar.tsx";
import { TroublePage } from "../../app/trouble-page.tsx";
import { useLoad } from "../../app/use-load.ts";
import "./groups.css";

/** All groups of the member, to go from one to another. */
export function GroupsPage(): JSX.Element {
  const { groups: words, myData } = texts.value;
  const { loaded, reload } = useLoad(() => getMemberMe({}));
  if (loaded.state === "failed") return <TroublePage trouble={loaded.trouble} onRetry={reload} />;
  const me = loaded.state === "ready" ? loaded.value : null;
  return (
    <div class="screen">
      <TopBar title={words.title} backTo={null}>
        <LanguageSwitch />
      </TopBar>
      <main class="page">
        {me ? <p class="quiet">{words.as(me.nickname, me.orgName)}</p> : <div class="bone" style={{ width: "50%" }} />}
        <ul class="list" aria-busy={me === null}>
          {me?.groups.map((group) => (
            <li key={group.id}>
              <button type="button" class="list-row" onClick={() => goTo(`/m/g/${group.id}`)}>
                <GroupAvatar id={group.id} name={group.name} />
                <span class="list-text">
                  <b class="ellipsis" title={group.name}>
                    {group.name}
                  </b>
                  <small class="ellipsis">{group.communityName}</small>
                </span>
                <Icon name="right" size={18} />
              </button>
            </li>
          ))}
          {me === null && [1, 2, 3].map((n) => <li key={n} class="list-row bone-row" />)}
        </ul>
        {me?.groups.length === 0 && <p class="empty">{words.empty}</p>}
        <button type="button" class="list-row alone" onClick={() => goTo("/m/me")}>
          <Icon name="person" />
          <span class="list-text">{myData.title}</span>
          <Icon name="right" size={18} />
        </button>
      </main>
    </div>
  );
}
