import { Checkbox, InputNumber, Radio } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { Card } from "../../ui-kit/card.tsx";
import type { RuleDraft } from "./draft-rule.ts";

interface RestraintCardProps {
  readonly draft: RuleDraft;
  readonly change: (part: Partial<RuleDraft>) => void;
}

const modes = ["dry", "live", "off"] as const;

/** How often a rule replies, when it is asked, and whether it acts at all. */
export function RestraintCard({ draft, change }: RestraintCardProps): ReactNode {
  const t = useMessages();
  const words = t.rules.form;
  const coolDown = (part: Partial<RuleDraft["coolDown"]>) => change({ coolDown: { ...draft.coolDown, ...part } });
  return (
    <Card title={words.restraint}>
      <div className="rule-restraint">
        <label className="stack">
          {words.mode}
          <Radio.Group
            vertical
            value={draft.mode}
            options={modes.map((mode) => ({
              value: mode,
              label: `${t.words.ruleMode[mode]}${t.app.colon}${t.words.ruleModeHint[mode]}`,
            }))}
            onChange={(event) => change({ mode: modes.find((mode) => mode === event.target.value) ?? "dry" })}
          />
        </label>
        <NumberField
          label={words.coolMember}
          hint={words.coolZero}
          max={10_080}
          value={draft.coolDown.memberMinutes}
          onChange={(memberMinutes) => coolDown({ memberMinutes })}
        />
        <NumberField
          label={words.coolGroup}
          hint={words.coolZero}
          max={10_080}
          value={draft.coolDown.groupMinutes}
          onChange={(groupMinutes) => coolDown({ groupMinutes })}
        />
        <NumberField
          label={words.priority}
          max={1000}
          value={draft.priority}
          onChange={(priority) => change({ priority })}
        />
        <Checkbox checked={draft.stopsHere} onChange={(event) => change({ stopsHere: event.target.checked })}>
          {words.stopsHere}
        </Checkbox>
      </div>
    </Card>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly max: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function NumberField({ label, hint, max, value, onChange }: NumberFieldProps): ReactNode {
  return (
    <label className="stack">
      <span>
        {label} {hint && <span className="muted small">{hint}</span>}
      </span>
      <InputNumber min={0} max={max} precision={0} value={value} onChange={(next) => onChange(next ?? 0)} />
    </label>
  );
}
