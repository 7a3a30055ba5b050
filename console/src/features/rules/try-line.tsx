import { Checkbox, Input } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Out } from "../../app/api-routes.ts";
import { useMessages } from "../../app/language.tsx";
import { useAct } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { HitText } from "../../ui-kit/hit-text.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { PickGroup } from "../../ui-kit/pick-groups.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { sayAction } from "./say-rule.ts";
import "./rules.css";

type Decision = Out<"POST /rules/try">["decisions"][number];

/** What would happen with a line: every rule that would act, and why the others would not. */
export function TryLine(): ReactNode {
  const t = useMessages();
  const words = t.rules.trying;
  const [text, setText] = useState("");
  const [groupId, setGroupId] = useState<string>();
  const [isNewcomer, setNewcomer] = useState(true);
  const [tried, setTried] = useState<{ text: string; decisions: readonly Decision[] }>();
  const trial = useAct("POST /rules/try");
  const run = async () => {
    const answer = await trial.run({ text, isNewcomer, groupId });
    if (answer) setTried({ text: text.trim(), decisions: answer.decisions });
  };
  return (
    <Card title={words.title} note={words.note}>
      <div className="stack">
        <Input.TextArea
          aria-label={words.placeholder}
          placeholder={words.placeholder}
          maxLength={2000}
          autoSize={{ minRows: 3, maxRows: 8 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <PickGroup label={words.group} value={groupId} onChange={setGroupId} />
        <Checkbox checked={isNewcomer} onChange={(event) => setNewcomer(event.target.checked)}>
          {words.newcomer}
        </Checkbox>
        <PermittedButton
          permission="rules.read"
          type="primary"
          disabled={text.trim() === ""}
          loading={trial.isRunning}
          onClick={() => void run()}
        >
          {words.submit}
        </PermittedButton>
      </div>
      {tried && <TryResult text={tried.text} decisions={tried.decisions} />}
    </Card>
  );
}

function TryResult({ text, decisions }: { text: string; decisions: readonly Decision[] }): ReactNode {
  const t = useMessages();
  const words = t.rules.trying;
  const matched = decisions.filter((one) => one.matched);
  const rest = decisions.filter((one) => !one.matched);
  return (
    <div className="try-result" role="status">
      <strong>{matched.length > 0 ? words.some(matched.length) : words.none}</strong>
      {matched.map((one) => (
        <MatchedRule key={one.ruleId} text={text} decision={one} />
      ))}
      {rest.length > 0 && (
        <details className="try-rest" open={matched.length === 0}>
          <summary>{words.rest(rest.length)}</summary>
          <ul>
            {rest.map((one) => (
              <li key={one.ruleId}>
                <span>{one.ruleName}</span>
                <span className="muted">{one.whyNot ? t.words.whyNot[one.whyNot] : t.app.none}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function MatchedRule({ text, decision }: { text: string; decision: Decision }): ReactNode {
  const t = useMessages();
  const words = t.rules.trying;
  const verdicts = { live: words.would, dry: words.wouldDry, off: words.wouldOff };
  return (
    <div className="try-result">
      <div className="row">
        <strong>{decision.ruleName}</strong>
        <StateTag tone={decision.mode === "live" ? "ask" : "rest"}>{verdicts[decision.mode]}</StateTag>
      </div>
      <p className="try-line">
        <HitText text={text} hits={decision.hits} />
      </p>
      <p>
        {words.acts}
        {t.app.colon}
        {decision.actions.map((action) => sayAction(action, t)).join(t.rules.say.next)}
      </p>
    </div>
  );
}
