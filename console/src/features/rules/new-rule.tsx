import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";
import { Page } from "../../ui-kit/page.tsx";
import { startRule, starters } from "./draft-rule.ts";
import type { RuleDraft, Starter } from "./draft-rule.ts";
import { RuleForm } from "./rule-form.tsx";
import { TryLine } from "./try-line.tsx";
import "./rules.css";

/** A new rule: choose a beginning, then write it. */
export function NewRule(): ReactNode {
  const t = useMessages();
  const notices = useNotices();
  const navigate = useNavigate();
  const [starter, setStarter] = useState<Starter>();
  const make = useAct("POST /rules");
  const save = async (draft: RuleDraft) => {
    const rule = await make.run(draft);
    if (!rule) return;
    notices.done(t.rules.form.made(rule.name));
    void navigate({ to: "/rules/$ruleId", params: { ruleId: rule.id } });
  };
  return (
    <Page title={t.rules.make} up={{ to: "/rules", label: t.rules.title }}>
      {starter ? (
        <div className="two-columns">
          <RuleForm
            start={startRule(starter, t)}
            saveLabel={t.rules.form.saveNew}
            isSaving={make.isRunning}
            save={(draft) => void save(draft)}
          />
          <TryLine />
        </div>
      ) : (
        <Starters choose={setStarter} />
      )}
    </Page>
  );
}

function Starters({ choose }: { choose: (starter: Starter) => void }): ReactNode {
  const t = useMessages().rules.starters;
  const hints = { ads: t.adsHint, answer: t.answerHint, welcome: t.welcomeHint, blank: t.blankHint };
  return (
    <div className="starter-list" role="group" aria-label={t.title}>
      {starters.map((starter) => (
        <button key={starter} type="button" className="starter" onClick={() => choose(starter)}>
          <strong>{t[starter]}</strong>
          <span className="muted">{hints[starter]}</span>
        </button>
      ))}
    </div>
  );
}
