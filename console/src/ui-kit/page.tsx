import { Link } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useMessages } from "../app/language.tsx";
import "./page.css";

export interface PageProps {
  readonly title: string;
  /** One line on what the page is for, or where things stand. */
  readonly note?: ReactNode;
  /** The page's acts, the primary one last. */
  readonly acts?: ReactNode;
  /** Where the page belongs, for pages below a list. */
  readonly up?: { readonly to: NonNullable<LinkProps["to"]>; readonly label: string };
  readonly children: ReactNode;
}

/** A page's head and body; the browser tab gets the same name. */
export function Page({ title, note, acts, up, children }: PageProps): ReactNode {
  const name = useMessages().app.name;
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  return (
    <>
      <div className="page-head">
        <div className="page-words">
          {up && (
            <Link to={up.to} className="page-up">
              ← {up.label}
            </Link>
          )}
          <h1>{title}</h1>
          {note && <p>{note}</p>}
        </div>
        {acts && <div className="page-acts">{acts}</div>}
      </div>
      {children}
    </>
  );
}
