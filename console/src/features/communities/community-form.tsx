import { Form, Input, Radio } from "antd";
import type { FormInstance } from "antd";
import type { ReactNode } from "react";
import type { Community } from "../../../../contract/groups.ts";
import { useMessages } from "../../app/language.tsx";
import { Card } from "../../ui-kit/card.tsx";
import { PermittedButton, useWhyNot } from "../../ui-kit/permitted-button.tsx";
import { JoinPreview } from "./join-preview.tsx";
import "./communities.css";

export type CommunityDraft = Pick<Community, "name" | "purpose" | "who" | "what" | "expectation">;

export const emptyCommunity: CommunityDraft = {
  name: "",
  purpose: "growing",
  who: "",
  what: "",
  expectation: { gives: "", givesNot: "", replyHours: "", adRate: "" },
};

interface CommunityFormProps {
  readonly form: FormInstance<CommunityDraft>;
  readonly start: CommunityDraft;
  readonly memberCount: number;
  readonly isClosed: boolean;
  readonly saveLabel: string;
  readonly isSaving: boolean;
  readonly save: (draft: CommunityDraft) => void;
}

/** What a community is and promises, beside what a newcomer will read. */
export function CommunityForm(props: CommunityFormProps): ReactNode {
  const { form, start, memberCount, isClosed, saveLabel, isSaving, save } = props;
  const whyNot = useWhyNot("communities.write");
  const written = Form.useWatch([], form) as Partial<CommunityDraft> | undefined;
  return (
    <div className="two-columns">
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={isClosed || whyNot !== undefined}
        initialValues={start}
        onFinish={save}
      >
        <PeopleCard />
        <ExpectationCard />
        <div className="community-save">
          <PermittedButton
            permission="communities.write"
            type="primary"
            htmlType="submit"
            disabled={isClosed}
            loading={isSaving}
          >
            {saveLabel}
          </PermittedButton>
        </div>
      </Form>
      <JoinPreview draft={{ ...start, ...written }} memberCount={memberCount} />
    </div>
  );
}

function PeopleCard(): ReactNode {
  const t = useMessages();
  const words = t.communities.form;
  const required = { required: true, whitespace: true, message: words.required };
  return (
    <Card>
      <Form.Item name="name" label={words.name} extra={words.nameHint} rules={[required]}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="purpose" label={words.purpose}>
        <Radio.Group
          vertical
          options={(["growing", "single"] as const).map((one) => ({
            value: one,
            label: `${t.words.purpose[one]}${t.app.colon}${t.words.purposeHint[one]}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="who" label={words.who} extra={words.whoHint} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="what" label={words.what} extra={words.whatHint} rules={[required]}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </Card>
  );
}

function ExpectationCard(): ReactNode {
  const t = useMessages().communities.form;
  return (
    <Card title={t.expectation}>
      <p className="muted community-hint">{t.expectationHint}</p>
      <Form.Item name={["expectation", "gives"]} label={t.gives}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item name={["expectation", "givesNot"]} label={t.givesNot}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Form.Item name={["expectation", "replyHours"]} label={t.replyHours} extra={t.replyHoursHint}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={["expectation", "adRate"]} label={t.adRate} extra={t.adRateHint}>
        <Input maxLength={60} />
      </Form.Item>
    </Card>
  );
}
