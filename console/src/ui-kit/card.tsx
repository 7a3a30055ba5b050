import type { ReactNode } from "react";
import "./page.css";

export interface CardProps {
  readonly title?: ReactNode;
  /** Small print beside the title: window, "as of", how long it takes. */
  readonly note?: ReactNode;
  readonly acts?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A white surface with a line round it; with a title it is a section of its own. */
export function Card({ title, note, acts, className, children }: CardProps): ReactNode {
  return (
    <section className={`card ${className ?? ""}`}>
      {title !== undefined && (
        <div className="card-head">
          <h2>{title}</h2>
          {note && <small>{note}</small>}
          {acts && <div className="card-acts">{acts}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
