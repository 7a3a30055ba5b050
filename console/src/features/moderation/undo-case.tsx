import { Input, Modal } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Case } from "../../../../contract/moderation.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";

/** Takes a case back, with a word for the colleagues on why. */
export function UndoCase({ case: one, close }: { case: Case; close: () => void }): ReactNode {
  const t = useMessages();
  const words = t.moderation.cases;
  const notices = useNotices();
  const [note, setNote] = useState("");
  const undoing = useAct("POST /cases/:caseId/undo");
  const undo = async () => {
    if (!(await undoing.run({ caseId: one.id, note }))) return;
    notices.done(words.undoDone);
    close();
  };
  return (
    <Modal
      open
      title={words.undoTitle(one.member.nickname)}
      okText={words.undo}
      cancelText={t.app.cancel}
      confirmLoading={undoing.isRunning}
      onOk={() => void undo()}
      onCancel={close}
    >
      <p className="muted">{words.undoBody[one.step]}</p>
      <label className="stack">
        {words.undoNote}
        <Input.TextArea value={note} maxLength={200} rows={2} onChange={(event) => setNote(event.target.value)} />
      </label>
    </Modal>
  );
}
