import { useNavigate } from "@tanstack/react-router";
import { Form } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { Page } from "../../ui-kit/page.tsx";
import { CommunityForm, emptyCommunity } from "./community-form.tsx";
import type { CommunityDraft } from "./community-form.tsx";

/** Makes a community and goes on to its first group. */
export function NewCommunity(): ReactNode {
  const t = useMessages().communities;
  const navigate = useNavigate();
  const notices = useNotices();
  const [form] = Form.useForm<CommunityDraft>();
  const make = useAct("POST /communities", { onRefused: useFieldProblems(form) });
  const save = async (draft: CommunityDraft) => {
    const community = await make.run(draft);
    if (!community) return;
    notices.done(t.form.made(community.name));
    void navigate({ to: "/groups", search: { communityId: community.id, make: true } });
  };
  return (
    <Page title={t.make} up={{ to: "/communities", label: t.title }}>
      <CommunityForm
        form={form}
        start={emptyCommunity}
        memberCount={0}
        isClosed={false}
        saveLabel={t.form.make}
        isSaving={make.isRunning}
        save={(draft) => void save(draft)}
      />
    </Page>
  );
}
