import { Button, Form, Input } from "antd";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useEnter } from "../../app/session.tsx";
import { useAct } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { EntryFrame } from "./entry-frame.tsx";

interface FirstOrg {
  orgName: string;
  name: string;
  account: string;
  password: string;
}

/** The first run: an org and its owner. */
export function Setup(): ReactNode {
  const t = useMessages();
  const enter = useEnter();
  const [form] = Form.useForm<FirstOrg>();
  const setup = useAct("POST /setup", { onRefused: useFieldProblems(form) });
  useEffect(() => {
    document.title = `${t.entry.setupTitle} · ${t.app.name}`;
  }, [t]);
  const submit = async (values: FirstOrg) => {
    const me = await setup.run(values);
    if (me) enter(me);
  };
  return (
    <EntryFrame title={t.entry.setupTitle} body={t.entry.setupBody}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => void submit(v)} className="entry-form">
        <SetupFields />
        <Button type="primary" htmlType="submit" block loading={setup.isRunning}>
          {t.entry.setupSubmit}
        </Button>
      </Form>
    </EntryFrame>
  );
}

function SetupFields(): ReactNode {
  const t = useMessages().entry;
  const required = { required: true, whitespace: true, message: t.required };
  const account = { pattern: /^\s*[a-zA-Z0-9._@-]{3,64}\s*$/, message: t.accountShape };
  return (
    <>
      <Form.Item name="orgName" label={t.orgName} extra={t.orgNameHint} rules={[required]}>
        <Input maxLength={40} autoFocus autoComplete="organization" />
      </Form.Item>
      <Form.Item name="name" label={t.name} extra={t.nameHint} rules={[required]}>
        <Input maxLength={20} autoComplete="name" />
      </Form.Item>
      <Form.Item name="account" label={t.account} extra={t.accountHint} rules={[required, account]}>
        <Input maxLength={64} autoComplete="username" autoCapitalize="none" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t.password}
        extra={t.passwordHint}
        rules={[
          { required: true, message: t.required },
          { min: 10, message: t.passwordShort },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  );
}
