import { Alert, Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { problemSentence } from "../../app/problem-sentence.ts";
import { useEnter } from "../../app/session.tsx";
import { useAct } from "../../app/use-api.ts";
import { EntryFrame } from "./entry-frame.tsx";

interface Credentials {
  account: string;
  password: string;
}

/** Signing in. A refusal stands above the form until the next try. */
export function SignIn(): ReactNode {
  const t = useMessages();
  const enter = useEnter();
  const [problem, setProblem] = useState<string>();
  const signIn = useAct("POST /sessions", {
    onRefused: (error) => {
      setProblem(problemSentence(error, t));
      return true;
    },
  });
  useEffect(() => {
    document.title = `${t.entry.signInTitle} · ${t.app.name}`;
  }, [t]);
  const submit = async (values: Credentials) => {
    setProblem(undefined);
    const me = await signIn.run(values);
    if (me) enter(me);
  };
  const required = { required: true, message: t.entry.required };
  return (
    <EntryFrame title={t.entry.signInTitle}>
      <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(v) => void submit(v)} className="entry-form">
        {problem && <Alert className="entry-problem" type="error" title={problem} />}
        <Form.Item name="account" label={t.entry.account} rules={[required]}>
          <Input autoComplete="username" autoCapitalize="none" autoFocus maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={t.entry.password} rules={[required]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isRunning}>
          {t.entry.signInSubmit}
        </Button>
      </Form>
    </EntryFrame>
  );
}
