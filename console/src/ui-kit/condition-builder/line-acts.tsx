import { Button } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";

interface LineActsProps {
  /** Which line it is, for who cannot see it. */
  readonly name: string;
  /** Undefined where it is turned round already. */
  readonly negate: (() => void) | undefined;
  readonly remove: () => void;
}

/** What can be done with one line: turn it round, or take it away. */
export function LineActs({ name, negate, remove }: LineActsProps): ReactNode {
  const t = useMessages().segments.builder;
  return (
    <span className="cond-acts">
      {negate && (
        <Button type="text" size="small" title={t.exceptHint} aria-label={`${t.except} ${name}`} onClick={negate}>
          {t.except}
        </Button>
      )}
      <Button type="text" size="small" title={t.remove} aria-label={`${t.remove} ${name}`} onClick={remove}>
        ×
      </Button>
    </span>
  );
}
