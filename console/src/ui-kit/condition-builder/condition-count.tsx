import { Button } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Condition, SegmentSubject } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { ProblemBox } from "../problem-box.tsx";
import { SkeletonRows } from "../skeleton-rows.tsx";
import { ConditionPeople } from "./condition-people.tsx";
import type { ConditionCount as Counted } from "./use-condition-count.ts";
import "./condition-builder.css";

export interface ConditionCountProps {
  readonly subject: SegmentSubject;
  readonly condition: Condition;
  readonly counted: Counted;
}

/** How many a condition holds for now, a few of them by name, and the way to all of them. */
export function ConditionCount({ subject, condition, counted }: ConditionCountProps): ReactNode {
  const t = useMessages().segments;
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { answer, gaps, error, again } = counted;
  if (gaps.length > 0) return <p className="muted">{t.count.fill}</p>;
  if (error) return <ProblemBox error={error} again={again} />;
  if (!answer) return <SkeletonRows count={3} />;
  return (
    <div className={`cond-count ${counted.isOld ? "cond-count-old" : ""}`} aria-busy={counted.isOld}>
      <p className="cond-figure" role="status">
        <b>{format.number(answer.count)}</b> {t.unit[subject]}
        <small className="muted">{counted.isOld ? t.count.counting : t.count.asOf(format.time(answer.asOf))}</small>
      </p>
      {answer.count === 0 && <p className="muted">{t.count.none[subject]}</p>}
      {answer.sample.length > 0 && (
        <ul className="cond-sample" aria-label={t.count.some}>
          {answer.sample.map((one) => (
            <li key={one.id}>
              <span className="cut" title={one.name}>
                {one.name}
              </span>
              <small className="muted cut" title={one.note}>
                {one.note}
              </small>
            </li>
          ))}
        </ul>
      )}
      {answer.count > 0 && <Button onClick={() => setOpen(true)}>{t.count.who[subject]}</Button>}
      {isOpen && (
        <ConditionPeople subject={subject} condition={condition} count={answer.count} close={() => setOpen(false)} />
      )}
    </div>
  );
}
