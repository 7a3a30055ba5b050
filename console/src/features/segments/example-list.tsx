import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { examples, startSegment } from "./start-segment.ts";
import "./segments.css";

/** Ready sentences to begin with; each opens the editor with its conditions filled in. */
export function ExampleList(): ReactNode {
  const t = useMessages();
  const words = t.segments.examples;
  const hints = { silent: words.silentHint, full: words.fullHint, blank: words.blankHint };
  return (
    <nav className="segment-examples" aria-label={t.segments.examplesTitle}>
      {examples.map((example) => (
        <Link key={example} to="/segments/new" search={startSegment(example, t)} className="segment-example">
          <strong>{words[example]}</strong>
          <span className="muted">{hints[example]}</span>
        </Link>
      ))}
    </nav>
  );
}
