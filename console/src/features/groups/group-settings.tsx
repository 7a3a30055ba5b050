import { Form, Input, InputNumber, Radio, Select } from "antd";
import type { ReactNode } from "react";
import type { Group } from "../../../../contract/groups.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat } from "../../app/session.tsx";
import { useAct } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";
import { PickStaff } from "../../ui-kit/pick-staff.tsx";

type Settings = Pick<Group, "name" | "capacity" | "state" | "tags" | "announcement"> & { ownerId: string | null };

/** What a group is: name, owner, capacity, tags, announcement, and whether it is open. */
export function GroupSettings({ group }: { group: Group }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const whyNot = useWhyNot("groups.write");
  const [form] = Form.useForm<Settings>();
  const update = useAct("PATCH /groups/:groupId", { onRefused: useFieldProblems(form) });
  const words = t.groups.settings;
  const save = async (values: Settings) => {
    const isClosing = values.state === "archived" && group.state !== "archived";
    const agreed =
      !isClosing ||
      (await notices.confirm({
        title: words.archiveTitle(group.name),
        body: words.archiveBody(format.number(group.memberCount)),
        ok: words.archiveOk,
        isDanger: true,
      }));
    if (!agreed) return;
    const before = settingsOf(group);
    const done = await update.run({ groupId: group.id, ...values, ownerId: values.ownerId ?? null });
    if (done) notices.undoable(t.app.saved, () => void update.run({ groupId: group.id, ...before }));
  };
  return (
    <Form
      key={JSON.stringify(settingsOf(group))}
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={whyNot !== undefined}
      className="group-pane group-settings"
      initialValues={settingsOf(group)}
      onFinish={(values) => void save(values)}
    >
      <SettingsFields />
      <PermittedButton permission="groups.write" type="primary" htmlType="submit" loading={update.isRunning}>
        {words.save}
      </PermittedButton>
    </Form>
  );
}

const settingsOf = (group: Group): Settings => ({
  name: group.name,
  capacity: group.capacity,
  state: group.state,
  tags: group.tags,
  announcement: group.announcement,
  ownerId: group.owner?.id ?? null,
});

function SettingsFields(): ReactNode {
  const t = useMessages().groups;
  const form = t.form;
  const words = t.settings;
  const required = { required: true, message: form.required };
  return (
    <>
      <Form.Item name="name" label={form.name} extra={form.nameHint} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="announcement" label={words.announcement} extra={words.announcementHint}>
        <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 3, maxRows: 8 }} />
      </Form.Item>
      <Form.Item name="capacity" label={form.capacity} extra={form.capacityHint} rules={[required]}>
        <InputNumber min={2} max={2000} precision={0} />
      </Form.Item>
      <Form.Item name="ownerId" label={form.owner}>
        <PickStaff placeholder={form.ownerNone} />
      </Form.Item>
      <Form.Item name="tags" label={form.tags} extra={form.tagsHint}>
        <Select mode="tags" maxCount={30} open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="state" label={words.state}>
        <Radio.Group
          vertical
          options={[
            { value: "open", label: words.stateOpen },
            { value: "paused", label: words.statePaused },
            { value: "archived", label: words.stateArchived },
          ]}
        />
      </Form.Item>
    </>
  );
}
