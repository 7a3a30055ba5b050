import type { ReactNode } from "react";
import "./small.css";

/** Tags in a row; more than `most` are counted. */
export function TagList({ tags, most = 4 }: { tags: readonly string[]; most?: number }): ReactNode {
  const hidden = tags.slice(most);
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
