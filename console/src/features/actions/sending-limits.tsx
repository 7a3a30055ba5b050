import { Form, Input, InputNumber, Radio } from "antd";
import type { ReactNode } from "react";
import type { SendingSettings } from "../../../../contract/messaging.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { PauseCard } from "./pause-card.tsx";
import "./actions.css";

type Limits = Omit<SendingSettings, "paused" | "pausedReason">;

/** Pause switch, quiet hours and caps. */
export function SendingLimits(): ReactNode {
  const query = useApi("GET /sending", {});
  if (query.error && !query.data) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={6} />;
  const { paused: _paused, pausedReason: _reason, ...limits } = query.data;
  return (
    <>
      <PauseCard sending={query.data} />
      <LimitsForm key={JSON.stringify(limits)} limits={limits} />
    </>
  );
}

function LimitsForm({ limits }: { limits: Limits }): ReactNode {
  const t = useMessages();
  const notices = useNotices();
  const whyNot = useWhyNot("actions.write");
  const [form] = Form.useForm<Limits>();
  const update = useAct("PATCH /sending", { onRefused: useFieldProblems(form) });
  const save = async (values: Limits) => {
    if (await update.run(values)) notices.undoable(t.app.saved, () => void update.run(limits));
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={whyNot !== undefined}
      initialValues={limits}
      onFinish={(values) => void save(values)}
    >
      <QuietCard />
      <CapsCard />
      <div className="limits-save">
        <PermittedButton permission="actions.write" type="primary" htmlType="submit" loading={update.isRunning}>
          {t.actions.limits.save}
        </PermittedButton>
      </div>
    </Form>
  );
}

function QuietCard(): ReactNode {
  const t = useMessages().actions.limits;
  const required = { required: true, message: t.required };
  return (
    <Card title={t.quiet} note={t.quietNote}>
      <div className="row limits-times">
        <Form.Item name="quietFrom" label={t.from} rules={[required]}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="quietUntil" label={t.until} rules={[required]}>
          <Input type="time" />
        </Form.Item>
      </div>
      <Form.Item name="quietFallback" label={t.fallback}>
        <Radio.Group
          vertical
          options={[
            { value: "wait", label: t.fallbackWait },
            { value: "skip", label: t.fallbackSkip },
          ]}
        />
      </Form.Item>
    </Card>
  );
}

function CapsCard(): ReactNode {
  const t = useMessages().actions.limits;
  const required = { required: true, message: t.required };
  return (
    <Card title={t.caps} note={t.capsNote}>
      <Form.Item name="memberDayCap" label={t.memberCap} rules={[required]}>
        <InputNumber min={0} max={1000} precision={0} />
      </Form.Item>
      <Form.Item name="groupDayCap" label={t.groupCap} rules={[required]}>
        <InputNumber min={0} max={1000} precision={0} />
      </Form.Item>
    </Card>
  );
}
