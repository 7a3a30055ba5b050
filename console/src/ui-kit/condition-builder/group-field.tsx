import { Button } from "antd";
import { useRef } from "react";
import type { ReactNode } from "react";
import type { Condition, SegmentSubject } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { AddFact } from "./add-fact.tsx";
import type { Facts, GroupNode } from "./edit-condition.ts";
import { placeBelow } from "./edit-condition.ts";
import { FactField } from "./fact-field.tsx";
import { SegmentField } from "./segment-field.tsx";

/** What every part of one builder knows. */
export interface Shared {
  readonly subject: SegmentSubject;
  readonly facts: Facts;
  readonly of: string | undefined;
}

export interface NodeProps<Node extends Condition> {
  readonly shared: Shared;
  readonly node: Node;
  /** The refused place, from this node on. */
  readonly refused: string | undefined;
  /** With undefined it goes. */
  readonly change: (node: Condition | undefined) => void;
}

/** As many levels as the server takes; a negation is one as well. */
const mostLevels = 6;

/** Several conditions, joined by "and" or "or". At the root the line begins with whom it is about. */
export function GroupField({
  shared,
  node,
  level,
  refused,
  change,
}: NodeProps<GroupNode> & { readonly level: number }): ReactNode {
  const t = useMessages().segments;
  const foot = useRef<HTMLDivElement>(null);
  const isRoot = level === 1;
  const replace = (index: number, next: Condition | undefined) => {
    change({ ...node, of: node.of.flatMap((part, at) => (at === index ? (next ?? []) : part)) });
    // Whoever removed a line by keyboard goes on below.
    if (!next) foot.current?.querySelector("button")?.focus();
  };
  const add = (part: Condition) => change({ ...node, of: [...node.of, part] });
  return (
    <div className={isRoot ? "cond-root" : "cond-brackets"} data-refused={refused === "" || undefined}>
      {isRoot && <span className="cond-subject">{t.subject[shared.subject]}</span>}
      {node.of.length === 0 && (
        <span className="muted">{isRoot ? t.builder.emptyRoot[shared.subject] : t.builder.emptyGroup}</span>
      )}
      {node.of.map((part, index) => (
        // Parts have no ids and are never reordered: their place is who they are.
        // oxlint-disable-next-line react/no-array-index-key -- see above (2026-11-28)
        <div key={index} className="cond-line">
          {index > 0 && <Joint node={node} change={change} />}
          <PartField
            shared={shared}
            node={part}
            level={level + 1}
            refused={placeBelow(refused, `of.${index}`)}
            change={(next) => replace(index, next)}
          />
        </div>
      ))}
      <div className="cond-foot" ref={foot}>
        <AddFact shared={shared} add={add} />
        {level < mostLevels - 2 && (
          <Button type="text" size="small" onClick={() => add({ kind: otherKind(node), of: [] })}>
            ＋ {t.builder.addGroup}
          </Button>
        )}
        {!isRoot && (
          <Button type="text" size="small" onClick={() => change(undefined)}>
            {t.builder.removeGroup}
          </Button>
        )}
      </div>
    </div>
  );
}

const otherKind = (node: GroupNode): GroupNode["kind"] => (node.kind === "all" ? "any" : "all");

/** The word between two lines; pressing it changes all of its group. */
function Joint({ node, change }: { node: GroupNode; change: (node: Condition) => void }): ReactNode {
  const t = useMessages().segments.builder;
  const hint = node.kind === "all" ? t.switchToAny : t.switchToAll;
  return (
    <button
      type="button"
      className="cond-joint"
      title={hint}
      aria-label={`${t[node.kind]}。${hint}`}
      onClick={() => change({ ...node, kind: otherKind(node) })}
    >
      {t[node.kind]}
    </button>
  );
}

/** Any part, with "except" before it where it is turned round. */
function PartField({
  shared,
  node,
  level,
  refused,
  change,
}: NodeProps<Condition> & { readonly level: number }): ReactNode {
  const t = useMessages().segments.builder;
  if (node.kind === "not")
    return (
      <>
        <button
          type="button"
          className="cond-except"
          title={t.undoExcept}
          aria-label={`${t.except}。${t.undoExcept}`}
          onClick={() => change(node.of)}
        >
          {t.except}
        </button>
        <PartField
          shared={shared}
          node={node.of}
          level={level + 1}
          refused={refused === "" ? "" : placeBelow(refused, "of")}
          change={(next) => change(next && { kind: "not", of: next })}
        />
      </>
    );
  const props = { shared, refused, change };
  switch (node.kind) {
    case "all":
    case "any":
      return <GroupField {...props} node={node} level={level} />;
    case "fact":
      return <FactField {...props} node={node} />;
    case "segment":
      return <SegmentField {...props} node={node} />;
  }
}
