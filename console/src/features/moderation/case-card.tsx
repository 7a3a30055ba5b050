import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Case } from "../../../../contract/moderation.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import type { Messages } from "../../messages/messages.ts";
import { HitText } from "../../ui-kit/hit-text.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import type { Tone } from "../../ui-kit/state-tag.tsx";
import "./moderation.css";

const stepTone: Record<Case["step"], Tone> = { hold: "warn", warn: "warn", mute: "ask", remove: "ask" };

/** One case with its evidence: the words, the rule and its version, which offence, what became of every effect. */
export function CaseCard({ case: one, undo }: { case: Case; undo: () => void }): ReactNode {
  const t = useMessages();
  const words = t.moderation.cases;
  return (
    <article className={`case ${one.undone ? "case-undone" : ""}`}>
      <CaseHead case={one} undo={undo} />
      <p className="case-text">
        {one.evidence.text ? (
          <HitText text={one.evidence.text} hits={one.evidence.hits} />
        ) : (
          <span className="muted">{words.noText}</span>
        )}
      </p>
      <div className="case-facts">
        <Grounds case={one} />
        <Effects case={one} />
      </div>
      <Undone case={one} />
    </article>
  );
}

function CaseHead({ case: one, undo }: { case: Case; undo: () => void }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const words = t.moderation.cases;
  return (
    <div className="case-head">
      <StateTag tone={one.undone ? "rest" : stepTone[one.step]}>{t.words.step[one.step]}</StateTag>
      <span className="muted">{words.offence(one.offence)}</span>
      <Link
        to="/members/$memberId"
        params={{ memberId: one.member.id }}
        className="case-name"
        title={one.member.nickname}
      >
        {one.member.nickname}
      </Link>
      <span className="muted">{words.in}</span>
      <Link to="/groups/$groupId" params={{ groupId: one.group.id }} className="case-name" title={one.group.name}>
        {one.group.name}
      </Link>
      <time className="muted case-time" dateTime={one.at}>
        {format.dateTime(one.at)}
      </time>
      {!one.undone && (
        <PermittedButton permission="moderation.write" size="small" onClick={undo}>
          {words.undo}
        </PermittedButton>
      )}
    </div>
  );
}

/** On what grounds: the rule and its version, who reported, until when it holds. */
function Grounds({ case: one }: { case: Case }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const words = t.moderation.cases;
  const { rule, reports } = one.evidence;
  return (
    <span>
      {rule ? (
        <Link to="/rules/$ruleId" params={{ ruleId: rule.id }}>
          {words.byRule(rule.name, rule.version)}
        </Link>
      ) : (
        actorWords(one, t)
      )}
      {reports.length > 0 && ` · ${words.reports(reports.length)}`}
      {reports.map((report) => report.note && ` · “${report.note}”`)}
      {one.expiresAt && ` · ${words.expires(format.dateTime(one.expiresAt))}`}
    </span>
  );
}

function actorWords({ actor }: Case, t: Messages): string {
  const words = t.moderation.cases;
  if (actor.kind === "staff") return words.byStaff(actor.name);
  return actor.kind === "member" ? words.byMember(actor.name) : actor.name;
}

const settled = new Set(["sent", "confirmed"]);
const broken = new Set(["failed", "unknown", "expired"]);

/** What was done and how far it came; a kind or a state that this version does not know is shown as it is. */
function Effects({ case: one }: { case: Case }): ReactNode {
  const t = useMessages();
  const kinds: Readonly<Record<string, string>> = t.words.actionKind;
  const states: Readonly<Record<string, string>> = t.words.actionState;
  const toneOf = (state: string): Tone => {
    if (settled.has(state)) return "good";
    return broken.has(state) ? "ask" : "calm";
  };
  if (one.effects.length === 0) return <span className="muted">{t.moderation.cases.noEffects}</span>;
  return (
    <span className="row">
      {one.effects.map((effect) => (
        <StateTag key={effect.kind} tone={toneOf(effect.state)}>
          {kinds[effect.kind] ?? effect.kind} {states[effect.state] ?? effect.state}
        </StateTag>
      ))}
    </span>
  );
}

function Undone({ case: { undone } }: { case: Case }): ReactNode {
  const t = useMessages().moderation.cases;
  const format = useFormat();
  if (!undone) return null;
  return (
    <p className="case-undone-line">
      {t.undone(undone.by, format.dateTime(undone.at))}
      {undone.note && ` · “${undone.note}”`}
    </p>
  );
}
