import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { MemberDetail } from "../../../../contract/members.ts";
import { useMessages } from "../../app/language.tsx";
import { useNotices } from "../../app/notices.tsx";
import { useFormat, useSession } from "../../app/session.tsx";
import { useAct, useApi } from "../../app/use-api.ts";
import { Page } from "../../ui-kit/page.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { MemberFacts } from "./member-facts.tsx";
import { MemberNotes } from "./member-notes.tsx";
import { MemberTimeline } from "./member-timeline.tsx";
import "./members.css";

const route = getRouteApi("/members/$memberId");

/** One member over all groups: who this is, and all that happened. */
export function MemberPage(): ReactNode {
  const t = useMessages().members;
  const { memberId } = route.useParams();
  const query = useApi("GET /members/:memberId", { memberId });
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={10} />;
  const member = query.data;
  return (
    <Page
      title={member.nickname}
      up={{ to: "/members", label: t.title }}
      note={<MemberNote member={member} />}
      acts={<BlockButton member={member} />}
    >
      <div className="member-columns">
        <div>
          <MemberNotes key={`${member.note}|${member.tags.join("|")}`} member={member} />
          <MemberFacts member={member} />
        </div>
        <MemberTimeline member={member} />
      </div>
    </Page>
  );
}

function MemberNote({ member }: { member: MemberDetail }): ReactNode {
  const t = useMessages().members;
  const format = useFormat();
  const { can } = useSession();
  return (
    <span className="row member-note">
      <StateTag tone={member.isBlocked ? "ask" : "good"}>{member.isBlocked ? t.blocked : t.fine}</StateTag>
      <span>{member.lastActiveAt ? `${t.page.active} ${format.dateTime(member.lastActiveAt)}` : t.neverSpoke}</span>
      {can("moderation.read") && (
        <Link to="/moderation" search={{ memberId: member.id }}>
          {t.page.cases}
        </Link>
      )}
      {can("actions.read") && (
        <Link to="/actions" search={{ memberId: member.id }}>
          {t.page.actions}
        </Link>
      )}
    </span>
  );
}

function BlockButton({ member }: { member: MemberDetail }): ReactNode {
  const t = useMessages().members.page;
  const format = useFormat();
  const notices = useNotices();
  const update = useAct("PATCH /members/:memberId");
  const set = (isBlocked: boolean) => update.run({ memberId: member.id, isBlocked });
  const block = async () => {
    const agreed = await notices.confirm({
      title: t.blockTitle(member.nickname),
      body: t.blockBody(format.number(member.groupCount)),
      ok: t.block,
      isDanger: true,
    });
    if (agreed && (await set(true))) notices.undoable(t.blocked(member.nickname), () => void set(false));
  };
  const unblock = async () => {
    if (await set(false)) notices.undoable(t.unblocked(member.nickname), () => void set(true));
  };
  return (
    <PermittedButton
      permission="members.write"
      danger={!member.isBlocked}
      loading={update.isRunning}
      onClick={() => void (member.isBlocked ? unblock() : block())}
    >
      {member.isBlocked ? t.unblock : t.block}
    </PermittedButton>
  );
}
