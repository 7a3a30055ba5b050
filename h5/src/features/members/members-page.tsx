import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { getGroupHead, leaveGroup } from "../../app/api.ts";
import { ConfirmDialog } from "../../app/confirm-dialog.tsx";
import { formatCount } from "../../app/format-time.ts";
import { Icon } from "../../app/icons.tsx";
import { languageTag, texts } from "../../app/language.ts";
import { describeTrouble } from "../../app/problem.ts";
import { goTo } from "../../app/route.ts";
import { showToast } from "../../app/toast.tsx";
import { TopBar } from "../../app/top-bar.tsx";
import { TroublePage } from "../../app/trouble-page.tsx";
import { useAct } from "../../app/use-act.ts";
import { useLoad } from "../../app/use-load.ts";
import { MemberRow } from "./member-row.tsx";
import { useNeighbours } from "./use-neighbours.ts";
import "./members.css";

/** Who else is here, and the way out. */
export function MembersPage({ groupId }: { readonly groupId: string }): JSX.Element {
  const { members: words, app } = texts.value;
  const { loaded, reload } = useLoad(() => getGroupHead({ groupId }));
  const [q, setQ] = useState("");
  const found = useNeighbours(groupId, q.trim());
  const [isLeaving, setLeaving] = useState(false);
  if (loaded.state === "failed") return <TroublePage trouble={loaded.trouble} onRetry={reload} />;
  const head = loaded.state === "ready" ? loaded.value : null;
  const count = head ? ` · ${formatCount(head.memberCount, languageTag.value)}` : "";
  return (
    <div class="screen">
      <TopBar title={words.title + count} backTo={`/m/g/${groupId}`} />
      <main class="page">
        <label class="search">
          <Icon name="search" size={18} />
          <input
            type="search"
            class="search-input"
            placeholder={words.search}
            aria-label={words.search}
            maxLength={20}
            value={q}
            onInput={(event) => setQ(event.currentTarget.value)}
          />
        </label>
        {found.trouble && (
          <p class="note bad" role="alert">
            {describeTrouble(found.trouble, texts.value)}{" "}
            <button type="button" class="text-button" onClick={found.reload}>
              {app.retry}
            </button>
          </p>
        )}
        <ul class="list" aria-busy={found.isLoading}>
          {found.items.map((neighbour) => (
            <MemberRow key={neighbour.id} neighbour={neighbour} isMe={neighbour.id === head?.me.memberId} />
          ))}
          {found.isLoading &&
            found.items.length === 0 &&
            [1, 2, 3, 4, 5, 6].map((n) => <li key={n} class="list-row bone-row" />)}
        </ul>
        {!found.isLoading && !found.trouble && found.items.length === 0 && (
          <p class="empty">{q.trim() ? words.none(q.trim()) : words.empty}</p>
        )}
        {found.hasMore && (
          <button type="button" class="button wide" onClick={found.readMore} disabled={found.isLoading}>
            {words.more}
          </button>
        )}
        {head && (
          <button type="button" class="list-row alone leave" onClick={() => setLeaving(true)}>
            <Icon name="leave" />
            <span class="list-text">{words.leave}</span>
          </button>
        )}
      </main>
      {isLeaving && head && <LeaveDialog groupId={groupId} name={head.name} onClose={() => setLeaving(false)} />}
    </div>
  );
}

interface LeaveProps {
  readonly groupId: string;
  readonly name: string;
  readonly onClose: () => void;
}

function LeaveDialog({ groupId, name, onClose }: LeaveProps): JSX.Element {
  const { members: words, groups } = texts.value;
  const act = useAct();
  const leave = async () => {
    if (!(await act.run((key) => leaveGroup({ groupId }, { key })))) return;
    showToast(groups.left(name));
    goTo("/m/", "replace");
  };
  return (
    <ConfirmDialog
      title={words.leaveTitle(name)}
      text={words.leaveText}
      yes={words.leaveYes}
      isBusy={act.isBusy}
      onYes={() => void leave()}
      onClose={onClose}
    >
      {act.trouble && (
        <p class="note bad" role="alert">
          {describeTrouble(act.trouble, texts.value)}
        </p>
      )}
    </ConfirmDialog>
  );
}
