import { Button } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../app/language.tsx";
import { problemSentence } from "../app/problem-sentence.ts";
import "./boxes.css";

/** Why something could not be read, and the way to try again. */
export function ProblemBox({ title, error, again }: { title?: string; error: unknown; again?: () => void }): ReactNode {
  const t = useMessages();
  return (
    <div className="box box-problem" role="alert">
      <strong>{title ?? t.app.readFailed}</strong>
      <p>{problemSentence(error, t)}</p>
      {again && <Button onClick={again}>{t.app.retry}</Button>}
    </div>
  );
}
