import { Form, Input, Modal, Radio } from "antd";
import type { ReactNode } from "react";
import type { Role } from "../../../../contract/permissions.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useSession } from "../../app/session.tsx";
import { useAct } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { givableRoles } from "./givable-roles.ts";

interface NewStaff {
  name: string;
  account: string;
  role: Role;
  password: string;
}

/** Adds a colleague with a first password. */
export function MakeStaff({ close }: { close: () => void }): ReactNode {
  const t = useMessages();
  const words = t.settings.staff;
  const notices = useNotices();
  const [form] = Form.useForm<NewStaff>();
  const make = useAct("POST /staff", { onRefused: useFieldProblems(form) });
  const submit = async (values: NewStaff) => {
    const staff = await make.run(values);
    if (!staff) return;
    notices.done(words.form.made(staff.name));
    close();
  };
  return (
    <Modal
      open
      title={words.make}
      okText={words.form.submit}
      cancelText={t.app.cancel}
      confirmLoading={make.isRunning}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: "operator" }}
        onFinish={(values) => void submit(values)}
      >
        <StaffFields />
      </Form>
    </Modal>
  );
}

function StaffFields(): ReactNode {
  const t = useMessages();
  const words = t.settings.staff.form;
  const { me } = useSession();
  const required = { required: true, message: words.required };
  const shape = { pattern: /^\s*[a-zA-Z0-9._@-]{3,64}\s*$/, message: words.accountShape };
  return (
    <>
      <Form.Item name="name" label={words.name} extra={words.nameHint} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={20} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="account" label={words.account} extra={words.accountHint} rules={[required, shape]}>
        <Input maxLength={64} autoComplete="off" autoCapitalize="none" />
      </Form.Item>
      <Form.Item name="role" label={words.role}>
        <Radio.Group
          vertical
          options={givableRoles(me.staff.role).map((role) => ({
            value: role,
            label: `${t.words.role[role]}${t.app.colon}${t.words.roleHint[role]}`,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={words.password}
        extra={words.passwordHint}
        rules={[required, { min: 10, message: words.passwordShort }]}
      >
        <Input.Password maxLength={200} autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
