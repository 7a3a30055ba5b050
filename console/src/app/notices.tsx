import { App, Button } from "antd";
import { useMemo } from "react";
import { useMessages } from "./language.tsx";
import { problemSentence } from "./problem-sentence.ts";

export interface Question {
  readonly title: string;
  /** What will happen, to how many, and how to take it back. */
  readonly body: string;
  readonly ok: string;
  readonly isDanger?: boolean;
}

export interface Notices {
  readonly done: (text: string) => void;
  /** Says that it is done and offers for 10 s to take it back. */
  readonly undoable: (text: string, undo: () => void) => void;
  readonly refused: (error: unknown) => void;
  /** Resolves to true when the person agrees. */
  readonly confirm: (question: Question) => Promise<boolean>;
}

let undoCount = 0;

/** Short notices at the foot of the page, and questions before what cannot be taken back. */
export function useNotices(): Notices {
  const { message, modal } = App.useApp();
  const t = useMessages();
  return useMemo(
    () => ({
      done: (text) => void message.success(text),
      undoable: (text, undo) => {
        const key = `undo-${++undoCount}`;
        const takeBack = () => {
          message.destroy(key);
          undo();
        };
        void message.success({
          key,
          duration: 10,
          content: (
            <>
              {text}
              <Button type="link" size="small" onClick={takeBack}>
                {t.app.undo}
              </Button>
            </>
          ),
        });
      },
      refused: (error) => void message.error({ content: problemSentence(error, t), duration: 6 }),
      confirm: async ({ title, body, ok, isDanger = false }) =>
        modal.confirm({
          title,
          content: body,
          okText: ok,
          cancelText: t.app.cancel,
          icon: null,
          okButtonProps: { danger: isDanger },
        }),
    }),
    [message, modal, t],
  );
}
