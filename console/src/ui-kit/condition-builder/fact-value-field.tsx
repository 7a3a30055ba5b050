import { Input, InputNumber } from "antd";
import type { ReactNode } from "react";
import type { FactDefinition } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { factName } from "./describe-condition.ts";
import type { FactNode } from "./edit-condition.ts";
import { shapeOf } from "./edit-condition.ts";
import { PickWords } from "./pick-words.tsx";

export interface FactValueProps {
  readonly fact: FactDefinition;
  readonly node: FactNode;
  readonly change: (node: FactNode) => void;
}

/** What a fact is compared with. An empty field shows in red that it waits to be filled in. */
export function FactValueField(props: FactValueProps): ReactNode {
  const { fact, node } = props;
  switch (shapeOf(node.op)) {
    case "nothing":
    case "flag":
      return null;
    case "number":
      return fact.type === "text" ? <TextField {...props} /> : <NumberField {...props} />;
    case "pair":
      return <PairField {...props} />;
    case "text":
      return <TextField {...props} />;
    case "day":
      return <DayField {...props} />;
    case "words":
      return <PickWords {...props} />;
  }
}

const useLabel = (fact: FactDefinition): string => {
  const t = useMessages();
  return `${factName(fact, t)} ${t.segments.builder.value}`;
};

function TextField({ fact, node, change }: FactValueProps): ReactNode {
  const label = useLabel(fact);
  const value = typeof node.value === "string" ? node.value : "";
  return (
    <Input
      variant="underlined"
      className="cond-text"
      aria-label={label}
      maxLength={60}
      {...missing(value === "")}
      value={value}
      onChange={(event) => change({ ...node, value: event.target.value || null })}
    />
  );
}

const missing = (isEmpty: boolean): { status?: "error" } => (isEmpty ? { status: "error" } : {});

function NumberField({ fact, node, change }: FactValueProps): ReactNode {
  const t = useMessages().segments;
  const label = useLabel(fact);
  const isDays = node.op === "within_days" || node.op === "older_than_days";
  const value = typeof node.value === "number" ? node.value : null;
  const mark = isDays ? t.builder[node.op === "within_days" ? "daysAfter" : "daysBefore"] : unitMark(fact, t);
  return (
    <span className="cond-together">
      <InputNumber
        variant="underlined"
        className="cond-number"
        controls={false}
        aria-label={label}
        min={isDays ? 1 : -999_999_999}
        max={isDays ? 3_650 : 999_999_999}
        {...(isDays ? { precision: 0 } : {})}
        {...missing(value === null)}
        value={value}
        onChange={(next) => change({ ...node, value: next })}
      />
      {mark}
    </span>
  );
}

const unitMark = (fact: FactDefinition, t: ReturnType<typeof useMessages>["segments"]): string =>
  fact.unit ? t.unitMarks[fact.unit] : "";

/** Both ends; as long as one is missing, or they stand the wrong way round, nothing is filled in. */
function PairField({ fact, node, change }: FactValueProps): ReactNode {
  const t = useMessages().segments;
  const label = useLabel(fact);
  const [from, to] = Array.isArray(node.value) ? node.value.map(Number) : [null, null];
  const set = (next: readonly [number | null, number | null]) => {
    const [low, high] = [next[0] ?? next[1], next[1] ?? next[0]];
    change({ ...node, value: low === null || high === null ? null : [low, high] });
  };
  const isWrong = from === null || to === null || (from ?? 0) > (to ?? 0);
  const field = (end: "from" | "to", value: number | null | undefined, put: (value: number | null) => void) => (
    <InputNumber
      variant="underlined"
      className="cond-number"
      controls={false}
      aria-label={`${label} ${t.builder[end]}`}
      {...missing(isWrong)}
      value={value ?? null}
      onChange={put}
    />
  );
  return (
    <span className="cond-together">
      {field("from", from, (value) => set([value, to ?? null]))}
      {t.builder.to}
      {field("to", to, (value) => set([from ?? null, value]))}
      {unitMark(fact, t)}
    </span>
  );
}

/** The browser's own field for a day: it needs no picker to be loaded. */
function DayField({ fact, node, change }: FactValueProps): ReactNode {
  const label = useLabel(fact);
  const value = typeof node.value === "string" ? node.value : "";
  return (
    <Input
      type="date"
      variant="underlined"
      className="cond-day"
      aria-label={label}
      max="2099-12-31"
      {...missing(value === "")}
      value={value}
      onChange={(event) => change({ ...node, value: event.target.value || null })}
    />
  );
}
