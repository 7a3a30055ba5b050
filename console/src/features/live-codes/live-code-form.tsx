import { Form, Input, InputNumber, Switch } from "antd";
import type { FormInstance } from "antd";
import type { ReactNode } from "react";
import type { LiveCode } from "../../../../contract/groups.ts";
import { useMessages } from "../../app/language.tsx";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";
import { PickCommunity } from "../../ui-kit/pick-community.tsx";
import { GroupOrder } from "./group-order.tsx";
import { InstantField } from "./instant-field.tsx";

export interface CodeDraft {
  communityId?: string | undefined;
  name: string;
  groupIds: string[];
  next: LiveCode["next"];
  validFrom: string | null;
  validUntil: string | null;
}

/** What a stored code looks like in the form. */
export const codeDraftOf = (code: LiveCode): CodeDraft => ({
  communityId: code.communityId,
  name: code.name,
  groupIds: code.groups.map((group) => group.id),
  next: code.next,
  validFrom: code.validFrom,
  validUntil: code.validUntil,
});

interface LiveCodeFormProps {
  readonly form: FormInstance<CodeDraft>;
  readonly start: CodeDraft;
  /** The community of a code is chosen once: its link is out in the world. */
  readonly isNew: boolean;
  readonly saveLabel: string;
  readonly isSaving: boolean;
  readonly save: (draft: CodeDraft) => void;
}

/** Where a live code leads, in which order, for how long, and what comes when all is full. */
export function LiveCodeForm(props: LiveCodeFormProps): ReactNode {
  const { form, start, isNew, saveLabel, isSaving, save } = props;
  const t = useMessages().liveCodes.form;
  const whyNot = useWhyNot("groups.write");
  const communityId = Form.useWatch("communityId", form) ?? start.communityId;
  const required = { required: true, message: t.required };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={whyNot !== undefined}
      initialValues={start}
      onFinish={save}
    >
      <Card>
        <Form.Item name="communityId" label={t.community} rules={[required]} hidden={!isNew}>
          <PickCommunity<string> />
        </Form.Item>
        <Form.Item name="name" label={t.name} extra={t.nameHint} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item
          name="groupIds"
          label={t.groups}
          extra={t.groupsHint}
          rules={[{ type: "array", min: 1, required: true, message: t.groupsMissing }]}
        >
          <GroupOrder communityId={communityId} />
        </Form.Item>
      </Card>
      <NextCard form={form} />
      <ValidityCard />
      <div className="code-save">
        <PermittedButton permission="groups.write" type="primary" htmlType="submit" loading={isSaving}>
          {saveLabel}
        </PermittedButton>
      </div>
    </Form>
  );
}

function NextCard({ form }: { form: FormInstance<CodeDraft> }): ReactNode {
  const t = useMessages().liveCodes.form;
  const isMaking = Form.useWatch(["next", "make"], { form, preserve: true });
  const required = { required: true, message: t.required };
  return (
    <Card>
      <Form.Item name={["next", "make"]} label={t.nextMake} valuePropName="checked">
        <Switch />
      </Form.Item>
      {/* Hidden, not gone: the server wants them also while they are not used. */}
      <div hidden={!isMaking}>
        <Form.Item
          name={["next", "nameTemplate"]}
          label={t.nextTemplate}
          extra={t.nextTemplateHint}
          rules={[{ ...required, whitespace: true }]}
        >
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name={["next", "capacity"]} label={t.nextCapacity} rules={[required]}>
          <InputNumber min={2} max={2000} precision={0} />
        </Form.Item>
        <Form.Item name={["next", "maxGroups"]} label={t.nextMax} rules={[required]}>
          <InputNumber min={1} max={500} precision={0} />
        </Form.Item>
      </div>
    </Card>
  );
}

function ValidityCard(): ReactNode {
  const t = useMessages().liveCodes.form;
  return (
    <Card>
      <Form.Item name="validFrom" label={t.validFrom}>
        <InstantField />
      </Form.Item>
      <Form.Item
        name="validUntil"
        label={t.validUntil}
        dependencies={["validFrom"]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, until: string | null) => {
              const from: unknown = getFieldValue("validFrom");
              const isRight = !until || typeof from !== "string" || from < until;
              return isRight ? Promise.resolve() : Promise.reject(new Error(t.validOrder));
            },
          }),
        ]}
      >
        <InstantField />
      </Form.Item>
    </Card>
  );
}
