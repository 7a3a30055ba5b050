import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { JoinPage as Page } from "../../../../contract/joining.ts";
import { getJoinPage } from "../../app/api.ts";
import { formatCount } from "../../app/format-time.ts";
import type { IconName } from "../../app/icons.tsx";
import { LanguageSwitch } from "../../app/language-switch.tsx";
import { languageTag, texts } from "../../app/language.ts";
import { goTo } from "../../app/route.ts";
import { StatePage } from "../../app/state-page.tsx";
import { TroublePage } from "../../app/trouble-page.tsx";
import { useLoad } from "../../app/use-load.ts";
import type { Messages } from "../../messages/zh.ts";
import { chooseView, readClosed } from "./join-form.ts";
import { JoinFormCard } from "./join-form-card.tsx";
import "./join.css";

interface Props {
  readonly code: string;
  readonly invitedBy: string | null;
}

/** What a newcomer reads before entering, and the way in. */
export function JoinPage({ code, invitedBy }: Props): JSX.Element {
  const { loaded, reload } = useLoad(() => getJoinPage({ code }));
  const name = loaded.state === "ready" ? loaded.value.community.name : texts.value.app.name;
  useEffect(() => {
    document.title = name;
  }, [name]);

  if (loaded.state === "loading") return <JoinSkeleton />;
  if (loaded.state === "failed") {
    const closed = readClosed(loaded.trouble);
    if (!closed) return <TroublePage trouble={loaded.trouble} onRetry={reload} />;
    return <ClosedPage closed={closed} onRetry={closed === "offline" ? reload : null} />;
  }
  const page = loaded.value;
  const view = chooseView(page);
  if (view === "returning" && page.me?.groupId) return <ReturningPage page={page} groupId={page.me.groupId} />;
  if (view !== "form" && view !== "returning")
    return <ClosedPage closed={view} onRetry={view === "not_yet" ? reload : null} />;
  return (
    <main class="join page">
      <JoinHead page={page} />
      <JoinFormCard page={page} code={code} invitedBy={invitedBy} />
    </main>
  );
}

function JoinHead({ page }: { readonly page: Page }): JSX.Element {
  const { join } = texts.value;
  const { community } = page;
  return (
    <>
      <header class="join-head">
        <div class="join-head-row">
          <h1>{community.name}</h1>
          <LanguageSwitch />
        </div>
        <p class="quiet">{join.runBy(page.orgName, formatCount(page.memberCount, languageTag.value))}</p>
      </header>
      <section class="card">
        <Fact name={join.who} text={community.who} />
        <Fact name={join.what} text={community.what} />
      </section>
      <Promise page={page} />
    </>
  );
}

function Promise({ page }: { readonly page: Page }): JSX.Element | null {
  const { join } = texts.value;
  const { gives, givesNot, replyHours, adRate } = page.community.expectation;
  const lines = [
    [join.gives, gives],
    [join.givesNot, givesNot],
    [join.replyHours, replyHours],
    [join.adRate, adRate],
  ].filter(([, text]) => text !== "");
  if (lines.length === 0) return null;
  return (
    <section class="card promise-card">
      <h2>{join.promise}</h2>
      <dl>
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string }): JSX.Element {
  return (
    <div class="fact">
      <h2>{name}</h2>
      <p>{text}</p>
    </div>
  );
}

function ReturningPage({ page, groupId }: { readonly page: Page; readonly groupId: string }): JSX.Element {
  const { join } = texts.value;
  return (
    <StatePage icon="groups" title={join.already(page.community.name)} text={join.alreadyAs(page.me?.nickname ?? "")}>
      <button type="button" class="button primary" onClick={() => goTo(`/m/g/${groupId}`, "replace")}>
        {join.goOn}
      </button>
    </StatePage>
  );
}

type Closed = keyof Messages["join"]["states"];

const closedIcons: Readonly<Record<Closed, IconName>> = {
  full: "people",
  expired: "clock",
  stopped: "alert",
  not_yet: "clock",
  unknown: "search",
  offline: "alert",
};

function ClosedPage({
  closed,
  onRetry,
}: {
  readonly closed: Closed;
  readonly onRetry: (() => void) | null;
}): JSX.Element {
  const { join, app } = texts.value;
  const { title, text } = join.states[closed];
  return (
    <StatePage icon={closedIcons[closed]} title={title} text={text}>
      {onRetry && (
        <button type="button" class="button primary" onClick={onRetry}>
          {app.retry}
        </button>
      )}
    </StatePage>
  );
}

/** Keeps the shape of what comes. */
function JoinSkeleton(): JSX.Element {
  return (
    <main class="join page" aria-busy="true" aria-label={texts.value.app.loading}>
      <div class="bone" style={{ width: "45%", height: "28px" }} />
      <div class="bone" style={{ width: "60%", height: "16px" }} />
      <div class="bone" style={{ height: "132px" }} />
      <div class="bone" style={{ height: "190px" }} />
      <div class="bone" style={{ height: "220px" }} />
    </main>
  );
}
