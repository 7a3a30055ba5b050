import { getRouteApi, Link } from "@tanstack/react-router";
import { Alert, Form } from "antd";
import type { ReactNode } from "react";
import type { Community } from "../../../../contract/groups.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { useFieldProblems } from "../../app/use-field-problems.ts";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { CommunityForm } from "./community-form.tsx";
import type { CommunityDraft } from "./community-form.tsx";

const route = getRouteApi("/communities/$communityId");

/** One community: what it is and promises; archived and taken back here. */
export function EditCommunity(): ReactNode {
  const t = useMessages().communities;
  const { communityId } = route.useParams();
  const query = useApi("GET /communities/:communityId", { communityId });
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={10} />;
  const community = query.data;
  return (
    <Page
      title={community.name}
      up={{ to: "/communities", label: t.title }}
      note={
        <Link to="/groups" search={{ communityId }}>
          {t.toGroups}
        </Link>
      }
      acts={<ArchiveButton community={community} />}
    >
      {community.archivedAt && <Alert type="info" title={t.archivedNote} className="community-save" />}
      <Edit key={JSON.stringify(draftOf(community))} community={community} />
    </Page>
  );
}

const draftOf = ({ name, purpose, who, what, expectation }: Community): CommunityDraft => ({
  name,
  purpose,
  who,
  what,
  expectation,
});

function Edit({ community }: { community: Community }): ReactNode {
  const t = useMessages();
  const notices = useNotices();
  const [form] = Form.useForm<CommunityDraft>();
  const update = useAct("PATCH /communities/:communityId", { onRefused: useFieldProblems(form) });
  const save = async (draft: CommunityDraft) => {
    const before = draftOf(community);
    if (!(await update.run({ communityId: community.id, ...draft }))) return;
    notices.undoable(t.app.saved, () => void update.run({ communityId: community.id, ...before }));
  };
  return (
    <CommunityForm
      form={form}
      start={draftOf(community)}
      memberCount={community.memberCount}
      isClosed={community.archivedAt !== null}
      saveLabel={t.communities.form.save}
      isSaving={update.isRunning}
      save={(draft) => void save(draft)}
    />
  );
}

function ArchiveButton({ community }: { community: Community }): ReactNode {
  const t = useMessages().communities;
  const notices = useNotices();
  const archiving = useAct("POST /communities/:communityId/archive");
  const isArchived = community.archivedAt !== null;
  const set = (archived: boolean) => archiving.run({ communityId: community.id, archived });
  const archive = async () => {
    const agreed = await notices.confirm({
      title: t.archiveTitle(community.name),
      body: t.archiveBody,
      ok: t.archive,
      isDanger: true,
    });
    if (agreed && (await set(true))) notices.undoable(t.archived(community.name), () => void set(false));
  };
  const takeBack = async () => {
    if (await set(false)) notices.done(t.takenBack(community.name));
  };
  return (
    <PermittedButton
      permission="communities.write"
      danger={!isArchived}
      loading={archiving.isRunning}
      onClick={() => void (isArchived ? takeBack() : archive())}
    >
      {isArchived ? t.takeBack : t.archive}
    </PermittedButton>
  );
}
