import { Form, Input, InputNumber } from "antd";
import type { ReactNode } from "react";
import type { Ladder } from "../../../../contract/moderation.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";

/** How offences climb, as numbers and as the sentence they make. */
export function LadderForm(): ReactNode {
  const t = useMessages().moderation.ladder;
  const query = useApi("GET /ladder", {});
  return (
    <Card title={t.title} note={t.note}>
      {query.error && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows count={5} />}
      {query.data && <Fields key={JSON.stringify(query.data)} ladder={query.data} />}
    </Card>
  );
}

const numbers = [
  ["muteAt", 1, 20],
  ["muteMinutes", 1, 43_200],
  ["removeAt", 2, 20],
  ["decayDays", 1, 365],
  ["trustAfter", 0, 100],
] as const;

function Fields({ ladder }: { ladder: Ladder }): ReactNode {
  const t = useMessages();
  const words = t.moderation.ladder;
  const format = useFormat();
  const notices = useNotices();
  const whyNot = useWhyNot("moderation.write");
  const [form] = Form.useForm<Ladder>();
  const now = { ...ladder, ...(Form.useWatch([], form) as Partial<Ladder> | undefined) };
  const update = useAct("PATCH /ladder", { onRefused: useFieldProblems(form) });
  const save = async (values: Ladder) => {
    if (await update.run(values)) notices.undoable(t.app.saved, () => void update.run(ladder));
  };
  const afterMute = {
    validator: (_: unknown, removeAt: number) =>
      removeAt > now.muteAt ? Promise.resolve() : Promise.reject(new Error(words.removeOrder)),
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      className="ladder"
      disabled={whyNot !== undefined}
      initialValues={ladder}
      onFinish={(values) => void save(values)}
    >
      <p className="ladder-sentence">
        {words.sentence({
          mute: format.number(now.muteAt),
          minutes: format.number(now.muteMinutes),
          remove: format.number(now.removeAt),
          days: format.number(now.decayDays),
        })}
      </p>
      {numbers.map(([name, min, max]) => (
        <Form.Item
          key={name}
          name={name}
          label={words[name]}
          extra={name === "trustAfter" ? words.trustHint : undefined}
          rules={[{ required: true, message: words.required }, ...(name === "removeAt" ? [afterMute] : [])]}
        >
          <InputNumber min={min} max={max} precision={0} />
        </Form.Item>
      ))}
      <Form.Item name="warnText" label={words.warnText}>
        <Input.TextArea maxLength={200} showCount autoSize={{ minRows: 2 }} />
      </Form.Item>
      <PermittedButton permission="moderation.write" type="primary" htmlType="submit" loading={update.isRunning}>
        {words.save}
      </PermittedButton>
    </Form>
  );
}
