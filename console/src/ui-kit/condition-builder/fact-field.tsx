import { Select } from "antd";
import type { ReactNode } from "react";
import type { FactDefinition, FactOperator } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import type { Messages } from "../../messages/messages.ts";
import { factName, sayAlone } from "./describe-condition.ts";
import type { FactNode } from "./edit-condition.ts";
import { changeOperator, operatorsFor, shapeOf, startFact } from "./edit-condition.ts";
import { factOptions } from "./fact-options.ts";
import { FactValueField } from "./fact-value-field.tsx";
import type { NodeProps } from "./group-field.tsx";
import { LineActs } from "./line-acts.tsx";

/** One question: what is asked, how it is compared, with what. */
export function FactField({ shared, node, refused, isExcepted, change }: NodeProps<FactNode>): ReactNode {
  const t = useMessages();
  const words = t.segments.builder;
  const fact = shared.facts.get(node.fact);
  const name = fact ? factName(fact, t) : words.goneFact;
  const choose = (next: string) => {
    const chosen = shared.facts.get(next);
    if (chosen) change(startFact(chosen));
  };
  return (
    <span className="cond-phrase" data-refused={refused === "" || !fact || undefined}>
      <Select<string>
        variant="borderless"
        className="cond-name"
        popupMatchSelectWidth={280}
        aria-label={words.pickFact}
        showSearch={{ optionFilterProp: "label" }}
        value={node.fact}
        labelRender={() => name}
        options={factOptions(shared.facts, t)}
        onChange={choose}
      />
      {fact && <Operator fact={fact} node={node} change={change} />}
      {fact && <FactValueField fact={fact} node={node} change={change} />}
      <LineActs
        name={name}
        negate={isExcepted ? undefined : () => change({ kind: "not", of: node })}
        remove={() => change(undefined)}
      />
    </span>
  );
}

interface OperatorProps {
  readonly fact: FactDefinition;
  readonly node: FactNode;
  readonly change: (node: FactNode) => void;
}

/** How it is compared. Of a flag that is all: yes or no. */
function Operator({ fact, node, change }: OperatorProps): ReactNode {
  const t = useMessages();
  const choices = operatorsFor(fact).flatMap((op): Choice[] =>
    op === "is"
      ? [true, false].map((flag) => ({
          value: `is:${flag}`,
          label: flag ? t.app.yes : t.app.no,
          next: { ...node, op: "is", value: flag },
        }))
      : [{ value: op, label: operatorName(op, fact, t), next: changeOperator(node, op) }],
  );
  return (
    <Select
      variant="underlined"
      popupMatchSelectWidth={false}
      aria-label={`${factName(fact, t)} ${t.segments.builder.operator}`}
      value={node.op === "is" ? `is:${node.value !== false}` : node.op}
      options={choices.map(({ value, label }) => ({ value, label }))}
      onChange={(value) => {
        const chosen = choices.find((choice) => choice.value === value);
        if (chosen) change(chosen.next);
      }}
    />
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly next: FactNode;
}

/** Some operators have other words for texts and days, and where nothing follows the fact's own sentence says more. */
function operatorName(op: FactOperator, fact: FactDefinition, t: Messages): string {
  const { ops, opsOfText, opsOfDays } = t.segments;
  if (shapeOf(op) === "nothing") return sayAlone(fact, op, t) ?? ops[op];
  if (op === "equals" && fact.type === "text") return opsOfText.equals;
  if (shapeOf(op) === "day" && (op === "before" || op === "from")) return opsOfDays[op];
  return ops[op];
}
