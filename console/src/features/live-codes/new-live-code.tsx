import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Form } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { Page } from "../../ui-kit/page.tsx";
import { LiveCodeForm } from "./live-code-form.tsx";
import type { CodeDraft } from "./live-code-form.tsx";
import "./live-codes.css";

const route = getRouteApi("/live-codes/new");

/** Makes a live code and goes to its QR. */
export function NewLiveCode(): ReactNode {
  const t = useMessages().liveCodes;
  const { communityId } = route.useSearch();
  const navigate = useNavigate();
  const notices = useNotices();
  const [form] = Form.useForm<CodeDraft>();
  const make = useAct("POST /live-codes", { onRefused: useFieldProblems(form) });
  const save = async (draft: CodeDraft) => {
    const code = await make.run({ ...draft, communityId: draft.communityId ?? "" });
    if (!code) return;
    notices.done(t.form.made(code.name));
    void navigate({ to: "/live-codes/$liveCodeId", params: { liveCodeId: code.id } });
  };
  const start: CodeDraft = {
    communityId,
    name: "",
    groupIds: [],
    next: { make: true, nameTemplate: t.form.nextTemplateStart, capacity: 200, maxGroups: 20 },
    validFrom: null,
    validUntil: null,
  };
  return (
    <Page title={t.make} up={{ to: "/live-codes", label: t.title }}>
      <div className="code-form">
        <LiveCodeForm
          form={form}
          start={start}
          isNew
          saveLabel={t.form.make}
          isSaving={make.isRunning}
          save={(draft) => void save(draft)}
        />
      </div>
    </Page>
  );
}
