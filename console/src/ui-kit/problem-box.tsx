import { Button } from "antd";
import type { ReactNode } from "react";
import { ApiProblem } from "../app/api-client.ts";
import { useMessages } from "../app/language.tsx";
import { problemSentence } from "../app/problem-sentence.ts";
import "./boxes.css";

/** Why something could not be read, and the way to try again where that can help. */
export function ProblemBox({ title, error, again }: { title?: string; error: unknown; again?: () => void }): ReactNode {
  const t = useMessages();
  return (
    <div className="box box-problem" role="alert">
      <strong>{title ?? t.app.readFailed}</strong>
      <p>{problemSentence(error, t)}</p>
      {again && !isFinal(error) && <Button onClick={again}>{t.app.retry}</Button>}
    </div>
  );
}

/** What is not there or not allowed is so the next time too. */
const isFinal = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.code === "permission.missing" || error.code.endsWith(".not_found"));
