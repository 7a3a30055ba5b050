import { Button } from "antd";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { Segment } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import { ConditionPeople } from "../../ui-kit/condition-builder/condition-people.tsx";

interface SegmentAmountProps {
  readonly segment: Segment;
  /** Nothing is asked before. */
  readonly isTurn: boolean;
  readonly whenCounted: () => void;
}

/** How many a segment holds now, asked when it is its turn; pressing it shows who. */
export function SegmentAmount({ segment, isTurn, whenCounted }: SegmentAmountProps): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { subject, condition } = segment;
  const query = useApi("POST /segments/count", { subject, condition, sample: 0 }, { when: isTurn });
  const isDone = query.data !== undefined || query.isError;
  useEffect(() => {
    if (isDone) whenCounted();
    // The callback is new at every drawing of the list; only the answer matters.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above (2026-11-28)
  }, [isDone]);
  if (!query.data) return <span className="muted">{query.isError ? t.app.none : "…"}</span>;
  const { count, asOf } = query.data;
  return (
    <>
      <Button
        type="link"
        size="small"
        className="segment-amount"
        title={`${t.segments.count.asOf(format.time(asOf))} · ${t.segments.count.who[subject]}`}
        onClick={() => setOpen(true)}
      >
        {t.segments.amount[subject](format.number(count))}
      </Button>
      {isOpen && <ConditionPeople subject={subject} condition={condition} count={count} close={() => setOpen(false)} />}
    </>
  );
}
