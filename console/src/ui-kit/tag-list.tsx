import type { ReactNode } from "react";
import { useMessages } from "../app/language.tsx";
import "./small.css";

/** Tags in a row; more than `most` are counted. */
export function TagList({ tags, most = 4 }: { tags: readonly string[]; most?: number }): ReactNode {
  const t = useMessages().app;
  const hidden = tags.slice(most);
  if (tags.length === 0) return t.none;
  return (
    <span className="tags">
      {tags.slice(0, most).map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
      {hidden.length > 0 && (
        <span className="tag" title={hidden.join(" ")}>
          +{hidden.length}
        </span>
      )}
    </span>
  );
}
