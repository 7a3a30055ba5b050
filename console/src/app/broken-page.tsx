import { Button } from "antd";
import { Link } from "@tanstack/react-router";
import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "./language.tsx";

/** An address that leads nowhere. */
export function GonePage(): ReactNode {
  const t = useMessages().app;
  return (
    <div className="frame-alone">
      <h1 className="frame-title">{t.goneTitle}</h1>
      <p>{t.goneBody}</p>
      <Link to="/">{t.goHome}</Link>
    </div>
  );
}

/** The page itself broke, or its code could not be loaded: a bug of ours, shown once, with a way on. */
export function BrokenPage({ error }: ErrorComponentProps): ReactNode {
  const t = useMessages().app;
  return (
    <div className="frame-alone" role="alert">
      <h1 className="frame-title">{t.brokenTitle}</h1>
      <p>{t.brokenBody}</p>
      <code className="frame-code">{error instanceof Error ? error.message : String(error)}</code>
      <Button onClick={() => window.location.reload()}>{t.reload}</Button>
    </div>
  );
}
