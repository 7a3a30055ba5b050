import { Button } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";

/** What can be done with one line: turn it round, or take it away. `name` says which line it is, for who cannot see it. */
export function LineActs({
  name,
  negate,
  remove,
}: {
  name: string;
  negate: () => void;
  remove: () => void;
}): ReactNode {
  const t = useMessages().segments.builder;
  return (
    <span className="cond-acts">
      <Button type="text" size="small" title={t.exceptHint} aria-label={`${t.except} ${name}`} onClick={negate}>
        {t.except}
      </Button>
      <Button type="text" size="small" title={t.remove} aria-label={`${t.remove} ${name}`} onClick={remove}>
        ×
      </Button>
    </span>
  );
}
