import { Input, Radio } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Condition, SegmentSubject } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { Card } from "../../ui-kit/card.tsx";
import { ConditionBuilder } from "../../ui-kit/condition-builder/condition-builder.tsx";
import { ConditionCount } from "../../ui-kit/condition-builder/condition-count.tsx";
import { useConditionSentence } from "../../ui-kit/condition-builder/condition-sentence.tsx";
import { asGroup, nothing } from "../../ui-kit/condition-builder/edit-condition.ts";
import { refusedPlace, useConditionCount } from "../../ui-kit/condition-builder/use-condition-count.ts";
import { useFacts } from "../../ui-kit/condition-builder/use-facts.ts";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import type { SegmentDraft } from "./start-segment.ts";
import "./segments.css";

export interface SegmentFormProps {
  readonly start: SegmentDraft;
  /** The segment that is being changed; whom it is about stays. */
  readonly segmentId?: string;
  readonly note?: string | undefined;
  /** The node of this condition that the server refused when it was sent. */
  readonly refusedIn: (condition: Condition) => string | undefined;
  readonly saveLabel: string;
  readonly isSaving: boolean;
  readonly save: (draft: SegmentDraft) => void;
}

/** Name and conditions on the left, whom they hold for on the right, kept in step while they are written. */
export function SegmentForm({
  start,
  segmentId,
  note,
  refusedIn,
  saveLabel,
  isSaving,
  save,
}: SegmentFormProps): ReactNode {
  const t = useMessages().segments;
  const [draft, setDraft] = useState<SegmentDraft>({ ...start, condition: asGroup(start.condition) });
  const { facts } = useFacts(draft.subject);
  const counted = useConditionCount(draft.subject, draft.condition, facts);
  const change = (part: Partial<SegmentDraft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = [
    ...(draft.name.trim() === "" ? [t.form.missingName] : []),
    ...(counted.gaps.length > 0 ? [t.form.missingValue] : []),
  ];
  return (
    <div className="two-columns">
      <div className="segment-form">
        <Card title={t.form.name}>
          <Input
            aria-label={t.form.name}
            placeholder={t.form.namePlaceholder}
            maxLength={40}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          {!segmentId && (
            <SubjectField value={draft.subject} change={(subject) => change({ subject, condition: nothing })} />
          )}
        </Card>
        <Card title={t.form.condition}>
          <ConditionBuilder
            key={draft.subject}
            subject={draft.subject}
            value={draft.condition}
            onChange={(condition) => change({ condition })}
            refused={counted.gaps[0] ?? refusedIn(draft.condition) ?? refusedPlace(counted.error)}
            of={segmentId}
          />
        </Card>
        <Card title={t.form.reads}>
          <Sentence draft={draft} />
          {missing.map((one) => (
            <p key={one} className="segment-missing">
              {one}
            </p>
          ))}
          {note && <p className="muted small">{note}</p>}
          <div className="segment-save">
            <PermittedButton
              permission="members.write"
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
      <Card title={t.form.preview} className="segment-preview">
        <ConditionCount subject={draft.subject} condition={draft.condition} counted={counted} />
      </Card>
    </div>
  );
}

function Sentence({ draft: { subject, condition } }: { draft: SegmentDraft }): ReactNode {
  return <p>{useConditionSentence(subject, condition)}</p>;
}

/** Whom it is about; another choice begins without conditions, since none of them would fit. */
function SubjectField({
  value,
  change,
}: {
  value: SegmentSubject;
  change: (subject: SegmentSubject) => void;
}): ReactNode {
  const t = useMessages().segments;
  return (
    <div className="segment-subject">
      <span id="segment-subject">{t.form.subject}</span>
      <Radio.Group
        aria-labelledby="segment-subject"
        optionType="button"
        value={value}
        options={[
          { value: "member", label: t.subject.member },
          { value: "group", label: t.subject.group },
        ]}
        onChange={(event) => change(event.target.value === "group" ? "group" : "member")}
      />
    </div>
  );
}
