import { Form, Input, InputNumber, Modal, Select } from "antd";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { PickCommunity } from "../../ui-kit/pick-community.tsx";
import { PickStaff } from "../../ui-kit/pick-staff.tsx";

interface NewGroup {
  communityId: string;
  name: string;
  capacity: number;
  ownerId?: string;
  tags?: string[];
}

/** Makes a group and goes to it. */
export function MakeGroup({ communityId, close }: { communityId: string | undefined; close: () => void }): ReactNode {
  const t = useMessages();
  const words = t.groups.form;
  const navigate = useNavigate();
  const notices = useNotices();
  const [form] = Form.useForm<NewGroup>();
  const make = useAct("POST /groups", { onRefused: useFieldProblems(form) });
  const submit = async (values: NewGroup) => {
    const group = await make.run(values);
    if (!group) return;
    notices.done(words.made(group.name));
    close();
    void navigate({ to: "/groups/$groupId", params: { groupId: group.id }, search: {} });
  };
  return (
    <Modal
      open
      title={words.makeTitle}
      okText={words.submit}
      cancelText={t.app.cancel}
      confirmLoading={make.isRunning}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ communityId, capacity: 200 }}
        onFinish={(values) => void submit(values)}
      >
        <Fields />
      </Form>
    </Modal>
  );
}

function Fields(): ReactNode {
  const t = useMessages().groups.form;
  const required = { required: true, message: t.required };
  return (
    <>
      <Form.Item name="communityId" label={t.community} rules={[required]}>
        <PickCommunity<string> notFoundContent={t.noCommunity} />
      </Form.Item>
      <Form.Item name="name" label={t.name} extra={t.nameHint} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={30} autoFocus />
      </Form.Item>
      <Form.Item name="capacity" label={t.capacity} extra={t.capacityHint} rules={[required]}>
        <InputNumber min={2} max={2000} precision={0} />
      </Form.Item>
      <Form.Item name="ownerId" label={t.owner}>
        <PickStaff placeholder={t.ownerNone} />
      </Form.Item>
      <Form.Item name="tags" label={t.tags} extra={t.tagsHint}>
        <Select mode="tags" maxCount={30} open={false} suffixIcon={null} />
      </Form.Item>
    </>
  );
}
