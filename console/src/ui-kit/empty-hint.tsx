import type { ReactNode } from "react";
import "./boxes.css";

export interface EmptyHintProps {
  /** What would stand here. */
  readonly title: string;
  /** What it is good for. */
  readonly body?: string;
  /** The first step. */
  readonly act?: ReactNode;
}

/** Nothing here yet: says what it is for and offers the first step. */
export function EmptyHint({ title, body, act }: EmptyHintProps): ReactNode {
  return (
    <div className="box box-empty">
      <svg width="72" height="32" viewBox="0 0 72 32" aria-hidden="true">
        <path d="M22 20q4-14 16-12q14 2 14 12z" fill="var(--line)" />
        <path d="M6 24q6 4 12 0t12 0t12 0t12 0t12 0" fill="none" stroke="var(--c4)" strokeWidth="1.5" />
      </svg>
      <strong>{title}</strong>
      {body && <p>{body}</p>}
      {act}
    </div>
  );
}
