import type { ReactNode } from "react";
import type { Condition, SegmentSubject } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { ProblemBox } from "../problem-box.tsx";
import { SkeletonRows } from "../skeleton-rows.tsx";
import { asGroup, nothing } from "./edit-condition.ts";
import { GroupField } from "./group-field.tsx";
import { useFacts } from "./use-facts.ts";
import "./condition-builder.css";

export interface ConditionBuilderProps {
  readonly subject: SegmentSubject;
  readonly value: Condition;
  /** What it gives has a group at its root. A value that is not filled in yet is null. */
  readonly onChange: (condition: Condition) => void;
  /** The node to mark, as a refusal names it. */
  readonly refused?: string | undefined;
  /** A segment that cannot be chosen, since it is the one being written. */
  readonly of?: string | undefined;
}

/** A condition as a sentence to fill in: one line for each part, "and" or "or" before it, brackets where needed. */
export function ConditionBuilder({ subject, value, onChange, refused, of }: ConditionBuilderProps): ReactNode {
  const t = useMessages().segments.builder;
  const { facts, isLoading, error, again } = useFacts(subject);
  if (error) return <ProblemBox title={t.loadFailed} error={error} again={again} />;
  if (isLoading || facts.size === 0) return <SkeletonRows count={3} />;
  return (
    <div className="cond" role="group" aria-label={t.label}>
      <GroupField
        shared={{ subject, facts, of }}
        node={asGroup(value)}
        level={1}
        refused={refused}
        change={(node) => onChange(node ?? nothing)}
      />
    </div>
  );
}
