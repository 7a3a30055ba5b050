import { Button } from "antd";
import { useEffect, useRef } from "react";
import type { ReactNode, RefObject } from "react";
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
  /** Whether "except" stands before it: then it cannot be said again. */
  readonly isExcepted?: true;
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
  const { box, foot, goOnIn } = useGoingOn(node.of.length);
  const isRoot = level === 1;
  const replace = (index: number, next: Condition | undefined) => {
    change({ ...node, of: node.of.flatMap((part, at) => (at === index ? (next ?? []) : part)) });
    if (!next) goOnIn("foot");
  };
  const add = (part: Condition) => {
    change({ ...node, of: [...node.of, part] });
    goOnIn("last line");
  };
  return (
    <div className={isRoot ? "cond-root" : "cond-brackets"} data-refused={refused === "" || undefined} ref={box}>
      {node.of.length === 0 && (
        <div className="cond-line">
          <Lead shared={shared} isRoot={isRoot} />
          <span className="cond-phrase muted">
            {isRoot ? t.builder.emptyRoot[shared.subject] : t.builder.emptyGroup}
          </span>
        </div>
      )}
      {node.of.map((part, index) => (
        // Parts have no ids and are never reordered: their place is who they are.
        // oxlint-disable-next-line react/no-array-index-key -- see above (2026-11-28)
        <div key={index} className="cond-line">
          {index === 0 ? <Lead shared={shared} isRoot={isRoot} /> : <Joint node={node} change={change} />}
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

/** Whoever adds or removes a line by keyboard goes on where it matters next: in the new line, or below. */
function useGoingOn(lines: number): {
  box: RefObject<HTMLDivElement | null>;
  foot: RefObject<HTMLDivElement | null>;
  goOnIn: (place: "foot" | "last line") => void;
} {
  const box = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const next = useRef<"foot" | "last line">(undefined);
  useEffect(() => {
    const line = box.current?.querySelector(":scope > .cond-line:has(+ .cond-foot)");
    const inLine =
      [...(line?.querySelectorAll<HTMLElement>("input") ?? [])].at(-1) ??
      line?.querySelector<HTMLElement>(".cond-foot button");
    const target = next.current === "last line" ? inLine : foot.current?.querySelector("button");
    if (next.current) target?.focus();
    next.current = undefined;
  }, [lines]);
  return {
    box,
    foot,
    goOnIn: (place) => {
      next.current = place;
    },
  };
}

const otherKind = (node: GroupNode): GroupNode["kind"] => (node.kind === "all" ? "any" : "all");

/** What stands where the others have their word: whom it is about, or in brackets nothing. */
function Lead({ shared, isRoot }: { shared: Shared; isRoot: boolean }): ReactNode {
  const t = useMessages().segments;
  return (
    <span className={isRoot ? "cond-lead" : "cond-lead cond-lead-blank"}>{isRoot && t.subject[shared.subject]}</span>
  );
}

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
  isExcepted,
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
          isExcepted
          level={level + 1}
          refused={refused === "" ? "" : placeBelow(refused, "of")}
          change={(next) => change(next && { kind: "not", of: next })}
        />
      </>
    );
  const props = { shared, refused, change, ...(isExcepted ? { isExcepted } : {}) };
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
