import { Input, Modal } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { GroupMember } from "../../../../contract/groups.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";

interface RemoveMemberProps {
  readonly groupId: string;
  readonly member: GroupMember;
  readonly close: () => void;
}

/** Asks once more, and for a reason, before a member is put out of a group. */
export function RemoveMember({ groupId, member, close }: RemoveMemberProps): ReactNode {
  const t = useMessages();
  const words = t.groups.members;
  const notices = useNotices();
  const [reason, setReason] = useState("");
  const removal = useAct("POST /groups/:groupId/members/:memberId/remove");
  const remove = async () => {
    const done = await removal.run({ groupId, memberId: member.memberId, reason });
    if (!done) return;
    notices.done(words.removed(member.nickname));
    close();
  };
  return (
    <Modal
      open
      title={words.removeTitle(member.nickname)}
      okText={words.remove}
      okButtonProps={{ danger: true }}
      cancelText={t.app.cancel}
      confirmLoading={removal.isRunning}
      onOk={() => void remove()}
      onCancel={close}
    >
      <p className="muted">{words.removeBody}</p>
      <label className="stack">
        {words.removeReason}
        <Input.TextArea
          value={reason}
          maxLength={200}
          rows={2}
          placeholder={words.removeReasonHint}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </Modal>
  );
}
