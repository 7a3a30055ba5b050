import { Form, Input, Modal } from "antd";
import type { ReactNode } from "react";
import type { Staff } from "../../../../contract/org.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";

interface NewPassword {
  password: string;
}

/** Sets a new password for a colleague, who is signed out everywhere. */
export function ResetPassword({ staff, close }: { staff: Staff; close: () => void }): ReactNode {
  const t = useMessages();
  const words = t.settings.staff;
  const notices = useNotices();
  const [form] = Form.useForm<NewPassword>();
  const reset = useAct("POST /staff/:staffId/password", { onRefused: useFieldProblems(form) });
  const submit = async ({ password }: NewPassword) => {
    if (!(await reset.run({ staffId: staff.id, password }))) return;
    notices.done(words.resetDone(staff.name));
    close();
  };
  return (
    <Modal
      open
      title={words.resetTitle(staff.name)}
      okText={words.reset}
      cancelText={t.app.cancel}
      confirmLoading={reset.isRunning}
      onOk={form.submit}
      onCancel={close}
    >
      <p className="muted">{words.resetBody}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
        <Form.Item
          name="password"
          label={words.form.password}
          rules={[
            { required: true, message: words.form.required },
            { min: 10, message: words.form.passwordShort },
          ]}
        >
          <Input.Password autoFocus maxLength={200} autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
