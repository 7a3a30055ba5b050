import type { ReactNode } from "react";
import { useMessages } from "../app/language.tsx";
import "./boxes.css";

/** Keeps the place of rows that are on their way. */
export function SkeletonRows({ count }: { count: number }): ReactNode {
  const t = useMessages().app;
  return (
    <div className="skeleton" role="status" aria-label={t.loading}>
      {Array.from({ length: count }, (_, i) => (
        <i key={i} style={{ width: `${96 - ((i * 17) % 34)}%` }} />
      ))}
    </div>
  );
}
