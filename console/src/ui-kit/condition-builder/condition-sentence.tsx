import { useMemo } from "react";
import type { ReactNode } from "react";
import type { Condition, SegmentSubject } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { describeCondition } from "./describe-condition.ts";
import { useConditionNames } from "./use-condition-names.ts";
import { useFacts } from "./use-facts.ts";
import "./condition-builder.css";

/** A condition in words. */
export function useConditionSentence(subject: SegmentSubject, condition: Condition): string {
  const t = useMessages();
  const format = useFormat();
  const { facts } = useFacts(subject);
  const conditions = useMemo(() => [condition], [condition]);
  const names = useConditionNames(conditions, facts);
  return facts.size === 0 ? "" : describeCondition(condition, { subject, facts, names, t, format });
}

/** The same as text of two lines at most; the whole of it stands in the tooltip. */
export function ConditionSentence({
  subject,
  condition,
}: {
  subject: SegmentSubject;
  condition: Condition;
}): ReactNode {
  const sentence = useConditionSentence(subject, condition);
  return (
    <span className="cond-sentence" title={sentence}>
      {sentence}
    </span>
  );
}
