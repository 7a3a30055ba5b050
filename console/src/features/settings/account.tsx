import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useSession } from "../../app/session.tsx";
import { useAct } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { Card } from "../../ui-kit/card.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { SubmitButton } from "../../ui-kit/submit-button.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import "./settings.css";

/** One's own password and the devices one is signed in on. */
export function AccountPage(): ReactNode {
  const t = useMessages();
  const { me } = useSession();
  return (
    <Page
      title={t.settings.account.title}
      note={`${me.staff.name} · ${me.staff.account} · ${t.words.role[me.staff.role]}`}
    >
      <PasswordCard />
      <SessionsCard />
    </Page>
  );
}

interface PasswordChange {
  current: string;
  next: string;
  repeat: string;
}

function PasswordCard(): ReactNode {
  const t = useMessages().settings.account;
  const notices = useNotices();
  const [form] = Form.useForm<PasswordChange>();
  const change = useAct("PUT /me/password", { onRefused: useFieldProblems(form) });
  const submit = async ({ current, next }: PasswordChange) => {
    if (!(await change.run({ current, next }))) return;
    form.resetFields();
    notices.done(t.changed);
  };
  const required = { required: true, message: t.required };
  return (
    <Card title={t.password}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        className="account-form"
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="current" label={t.current} rules={[required]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="next" label={t.next} extra={t.nextHint} rules={[required, { min: 10, message: t.short }]}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t.repeat}
          dependencies={["next"]}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, repeat: string) =>
                !repeat || getFieldValue("next") === repeat
                  ? Promise.resolve()
                  : Promise.reject(new Error(t.repeatWrong)),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <SubmitButton isRunning={change.isRunning}>{t.change}</SubmitButton>
      </Form>
    </Card>
  );
}
