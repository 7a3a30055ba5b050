import { Button, Dropdown, Input, Select } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ActionField } from "./action-field.tsx";
import { ConditionField } from "./condition-field.tsx";
import {
  conditionKinds,
  findMissing,
  fittingConditions,
  noConditions,
  startAction,
  startCondition,
  usesCondition,
} from "./draft-rule.ts";
import type { ActionDraft, ConditionKind, RuleDraft } from "./draft-rule.ts";
import { RestraintCard } from "./restraint-card.tsx";
import { sayRule } from "./say-rule.ts";
import "./rules.css";

interface RuleFormProps {
  readonly start: RuleDraft;
  readonly saveLabel: string;
  readonly isSaving: boolean;
  readonly save: (draft: RuleDraft) => void;
}

/** A rule as a sentence to fill in: when, if, then. What it reads like stands below while it is written. */
export function RuleForm({ start, saveLabel, isSaving, save }: RuleFormProps): ReactNode {
  const t = useMessages();
  const words = t.rules.form;
  const [draft, setDraft] = useState(start);
  const [shown, setShown] = useState(() => conditionKinds.filter((kind) => usesCondition(start.conditions, kind)));
  const change = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = findMissing(draft, shown);
  return (
    <div className="rule-form">
      <Card title={words.name}>
        <Input
          aria-label={words.name}
          placeholder={words.namePlaceholder}
          maxLength={40}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Card>
      <WhenCard draft={draft} change={change} setShown={setShown} />
      <IfCard draft={draft} change={change} shown={shown} setShown={setShown} />
      <ThenCard actions={draft.actions} change={(actions) => change({ actions })} />
      <RestraintCard draft={draft} change={change} />
      <Card title={words.reads}>
        <p>{sayRule(draft, t)}</p>
        {missing.map((one) => (
          <p key={one} className="rule-missing">
            {words.missing[one]}
          </p>
        ))}
        <div className="rule-save">
          <PermittedButton
            permission="rules.write"
            type="primary"
            disabled={missing.length > 0}
            loading={isSaving}
            onClick={() => save(draft)}
          >
            {saveLabel}
          </PermittedButton>
        </div>
      </Card>
    </div>
  );
}

interface PartProps {
  readonly draft: RuleDraft;
  readonly change: (part: Partial<RuleDraft>) => void;
}

interface IfCardProps extends PartProps {
  readonly shown: readonly ConditionKind[];
  readonly setShown: (shown: ConditionKind[]) => void;
}

/** Another trigger drops the conditions that only a message can meet. */
function WhenCard({ draft, change, setShown }: Omit<IfCardProps, "shown">): ReactNode {
  const t = useMessages();
  const choose = (trigger: RuleDraft["trigger"]) => {
    const kept = trigger === "message.received" ? {} : { keywords: null, contact: [] };
    const conditions = { ...draft.conditions, ...kept };
    change({ trigger, conditions });
    setShown(conditionKinds.filter((kind) => usesCondition(conditions, kind)));
  };
  return (
    <Card title={t.rules.form.when}>
      <Select
        className="rule-wide"
        aria-label={t.rules.form.when}
        value={draft.trigger}
        options={(["message.received", "member.joined"] as const).map((one) => ({
          value: one,
          label: t.words.trigger[one],
        }))}
        onChange={choose}
      />
    </Card>
  );
}

function IfCard({ draft, change, shown, setShown }: IfCardProps): ReactNode {
  const t = useMessages().rules.form;
  const names: Record<ConditionKind, string> = {
    keywords: t.keywords,
    contact: t.contact,
    newcomer: t.newcomer,
    communityIds: t.communities,
    groupIds: t.groups,
    groupTags: t.groupTags,
    memberTags: t.memberTags,
    between: t.between,
  };
  const changeConditions = (part: Partial<RuleDraft["conditions"]>) =>
    change({ conditions: { ...draft.conditions, ...part } });
  const add = (kind: ConditionKind) => {
    changeConditions(startCondition(kind));
    setShown([...shown, kind]);
  };
  const remove = (kind: ConditionKind) => {
    changeConditions({ [kind]: noConditions[kind] });
    setShown(shown.filter((one) => one !== kind));
  };
  const free = fittingConditions(draft.trigger).filter((kind) => !shown.includes(kind));
  return (
    <Card title={t.ifAll}>
      {shown.length === 0 && <p className="muted">{t.ifNone}</p>}
      {shown.map((kind) => (
        <FormPart key={kind} title={names[kind]} removeLabel={t.removeCondition} remove={() => remove(kind)}>
          <ConditionField kind={kind} conditions={draft.conditions} change={changeConditions} />
        </FormPart>
      ))}
      {free.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{ items: free.map((kind) => ({ key: kind, label: names[kind], onClick: () => add(kind) })) }}
        >
          <Button>+ {t.addCondition}</Button>
        </Dropdown>
      )}
    </Card>
  );
}

const actionKinds = ["reply", "tag", "task", "hold", "warn", "mute", "remove", "ladder"] as const;
const mostActions = 6;

interface ThenCardProps {
  readonly actions: readonly ActionDraft[];
  readonly change: (actions: ActionDraft[]) => void;
}

function ThenCard({ actions, change }: ThenCardProps): ReactNode {
  const t = useMessages();
  const words = t.rules.form;
  const items = actionKinds.map((kind) => ({
    key: kind,
    label: t.words.ruleAction[kind],
    onClick: () => change([...actions, startAction(kind)]),
  }));
  return (
    <Card title={words.thus}>
      {actions.map((action, i) => (
        <FormPart
          // Actions have no ids and are never reordered: their place is who they are.
          // oxlint-disable-next-line react/no-array-index-key -- see above (2026-11-24)
          key={`${i}-${action.kind}`}
          title={t.words.ruleAction[action.kind]}
          removeLabel={words.removeAction}
          remove={() => change(actions.filter((_, at) => at !== i))}
        >
          <ActionField action={action} change={(next) => change(actions.map((one, at) => (at === i ? next : one)))} />
        </FormPart>
      ))}
      {actions.length < mostActions && (
        <Dropdown trigger={["click"]} menu={{ items }}>
          <Button>+ {words.addAction}</Button>
        </Dropdown>
      )}
    </Card>
  );
}

interface FormPartProps {
  readonly title: string;
  readonly removeLabel: string;
  readonly remove: () => void;
  readonly children: ReactNode;
}

function FormPart({ title, removeLabel, remove, children }: FormPartProps): ReactNode {
  return (
    <div className="rule-part">
      <div className="rule-part-head">
        <h3>{title}</h3>
        <Button size="small" type="text" aria-label={`${removeLabel} ${title}`} onClick={remove}>
          ×
        </Button>
      </div>
      {children}
    </div>
  );
}
