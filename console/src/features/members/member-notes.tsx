import { Input, Select } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { MemberDetail } from "../../../../contract/members.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";

/** Tags, saved as they change, and a note, saved when it is written. Both can be taken back. */
export function MemberNotes({ member }: { member: MemberDetail }): ReactNode {
  const t = useMessages().members.page;
  const notices = useNotices();
  const whyNot = useWhyNot("members.write");
  const [note, setNote] = useState(member.note);
  const update = useAct("PATCH /members/:memberId");
  const save = async (change: { tags?: string[]; note?: string }) => {
    const before = { tags: member.tags, note: member.note };
    const done = await update.run({ memberId: member.id, ...change });
    if (done) notices.undoable(t.saved, () => void update.run({ memberId: member.id, ...before }));
  };
  return (
    <Card>
      <div className="stack">
        <label className="stack">
          {t.tags}
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            maxCount={30}
            disabled={whyNot !== undefined}
            loading={update.isRunning}
            placeholder={t.tagsHint}
            value={member.tags}
            onChange={(tags: string[]) => void save({ tags })}
          />
        </label>
        <label className="stack">
          {t.note}
          <Input.TextArea
            maxLength={500}
            autoSize={{ minRows: 2 }}
            disabled={whyNot !== undefined}
            placeholder={t.noteHint}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        {note !== member.note && (
          <PermittedButton
            permission="members.write"
            type="primary"
            loading={update.isRunning}
            onClick={() => void save({ note })}
          >
            {t.noteSave}
          </PermittedButton>
        )}
      </div>
    </Card>
  );
}
