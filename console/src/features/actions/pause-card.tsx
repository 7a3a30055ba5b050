import { Input, Modal } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { SendingSettings } from "../../../../contract/messaging.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";

/** The switch that holds back all that leaves by itself. Both ways say first what will happen. */
export function PauseCard({ sending }: { sending: SendingSettings }): ReactNode {
  const t = useMessages().actions.limits;
  const format = useFormat();
  const notices = useNotices();
  const [isAsking, setAsking] = useState(false);
  const waiting = useWaitingCount();
  const update = useAct("PATCH /sending");
  const turnOn = async () => {
    const agreed = await notices.confirm({
      title: t.turnOnTitle,
      body: t.turnOnBody(format.number(waiting)),
      ok: t.turnOn,
    });
    if (agreed && (await update.run({ paused: false, pausedReason: "" }))) notices.done(t.turnedOn);
  };
  const turnOff = async (pausedReason: string) => {
    if (!(await update.run({ paused: true, pausedReason }))) return;
    setAsking(false);
    notices.undoable(t.turnedOff, () => void update.run({ paused: false, pausedReason: "" }));
  };
  return (
    <Card title={t.pause} note={t.pauseNote}>
      <div className="row">
        <StateTag tone={sending.paused ? "ask" : "good"}>{sending.paused ? t.isOff : t.isOn}</StateTag>
        {sending.paused && sending.pausedReason && <span className="muted">“{sending.pausedReason}”</span>}
        <PermittedButton
          permission="actions.write"
          danger={!sending.paused}
          loading={update.isRunning}
          onClick={() => (sending.paused ? void turnOn() : setAsking(true))}
        >
          {sending.paused ? t.turnOn : t.turnOff}
        </PermittedButton>
      </div>
      {isAsking && (
        <AskReason
          isRunning={update.isRunning}
          agree={(reason) => void turnOff(reason)}
          close={() => setAsking(false)}
        />
      )}
    </Card>
  );
}

/** What would start to leave at once. */
function useWaitingCount(): number {
  const counts = useApi("GET /actions/counts", {});
  return (counts.data?.counts ?? [])
    .filter((one) => one.state === "due" || one.state === "planned")
    .reduce((sum, one) => sum + one.count, 0);
}

interface AskReasonProps {
  readonly isRunning: boolean;
  readonly agree: (reason: string) => void;
  readonly close: () => void;
}

function AskReason({ isRunning, agree, close }: AskReasonProps): ReactNode {
  const t = useMessages();
  const words = t.actions.limits;
  const [reason, setReason] = useState("");
  return (
    <Modal
      open
      title={words.turnOffTitle}
      okText={words.turnOff}
      okButtonProps={{ danger: true }}
      cancelText={t.app.cancel}
      confirmLoading={isRunning}
      onOk={() => agree(reason)}
      onCancel={close}
    >
      <p className="muted">{words.turnOffBody}</p>
      <label className="stack">
        {words.reason}
        <Input value={reason} maxLength={100} onChange={(event) => setReason(event.target.value)} />
      </label>
    </Modal>
  );
}
