import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useFormat, useSession } from "../../app/session.tsx";
import type { CommunityDraft } from "./community-form.tsx";

/** What a newcomer reads on the phone before entering, as it is being written. */
export function JoinPreview({ draft, memberCount }: { draft: CommunityDraft; memberCount: number }): ReactNode {
  const t = useMessages().communities;
  const words = t.preview;
  const format = useFormat();
  const { me } = useSession();
  const promises = [
    [t.form.gives, draft.expectation.gives],
    [t.form.givesNot, draft.expectation.givesNot],
    [t.form.replyHours, draft.expectation.replyHours],
    [t.form.adRate, draft.expectation.adRate],
  ] as const;
  return (
    <aside className="phone" aria-label={words.label}>
      <h2 className="phone-title">{words.title}</h2>
      <div className="phone-screen">
        <p className="muted small">{me.org.name}</p>
        <p className="phone-name">{draft.name || words.empty}</p>
        <p className="muted small">{words.members(format.number(memberCount))}</p>
        <p>
          <span className="muted">{words.who}</span> {draft.who || words.empty}
        </p>
        <p>
          <span className="muted">{words.what}</span> {draft.what || words.empty}
        </p>
        <dl>
          {promises.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text || words.empty}</dd>
            </div>
          ))}
        </dl>
        <div className="phone-field">{words.nickname}</div>
        <div className="phone-button">{words.join}</div>
      </div>
    </aside>
  );
}
