import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import type { GroupMember } from "../../../../contract/groups.ts";
import type { Format } from "../../app/format.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat } from "../../app/session.tsx";
import { usePages } from "../../app/use-api.ts";
import type { Messages } from "../../messages/messages.ts";
import { PagedTable } from "../../ui-kit/data-table.tsx";
import type { Column } from "../../ui-kit/data-table.tsx";
import { EmptyHint } from "../../ui-kit/empty-hint.tsx";
import { PermittedButton } from "../../ui-kit/permitted-button.tsx";
import { SearchBox } from "../../ui-kit/search-box.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { TagList } from "../../ui-kit/tag-list.tsx";
import { RemoveMember } from "./remove-member.tsx";

/** Who is in a group, or was: how they came, who brought them, how they left. */
export function GroupMembers({ groupId }: { groupId: string }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const [q, setQ] = useState("");
  const [isPresent, setPresent] = useState(true);
  const [leaving, setLeaving] = useState<GroupMember>();
  const words = t.groups.members;
  const pages = usePages("GET /groups/:groupId/members", {
    groupId,
    present: String(isPresent),
    ...(q ? { q } : {}),
  });
  const columns = buildColumns(t, format, isPresent ? setLeaving : undefined);
  return (
    <div className="group-pane">
      <div className="filters">
        <SearchBox value={q} label={words.search} onSettled={setQ} />
        <Segmented
          value={isPresent ? "here" : "gone"}
          options={[
            { value: "here", label: words.here },
            { value: "gone", label: words.gone },
          ]}
          onChange={(choice) => setPresent(choice === "here")}
        />
      </div>
      <PagedTable
        label={words.label}
        columns={columns}
        pages={pages}
        keyOf={(member) => `${member.memberId}${member.joinedAt}`}
        empty={
          isPresent ? <EmptyHint title={words.empty} body={words.emptyBody} /> : <EmptyHint title={words.emptyGone} />
        }
      />
      {leaving && <RemoveMember groupId={groupId} member={leaving} close={() => setLeaving(undefined)} />}
    </div>
  );
}

type StartRemoval = ((member: GroupMember) => void) | undefined;

function buildColumns(t: Messages, format: Format, remove: StartRemoval): Column<GroupMember>[] {
  const words = t.groups.members.columns;
  const columns: Column<GroupMember>[] = [
    {
      key: "name",
      title: words.name,
      isName: true,
      cell: (member) => (
        <Link to="/members/$memberId" params={{ memberId: member.memberId }} title={member.nickname}>
          {member.nickname}
        </Link>
      ),
    },
    { key: "state", title: words.state, cell: (member) => <MemberState member={member} /> },
    { key: "source", title: words.source, text: (member) => sourceName(member, t) },
    { key: "inviter", title: words.inviter, text: (member) => member.invitedBy?.nickname ?? t.app.none },
    { key: "joined", title: words.joined, isNumber: true, cell: (member) => format.dateTime(member.joinedAt) },
    { key: "tags", title: words.tags, cell: (member) => <TagList tags={member.tags} most={2} /> },
  ];
  if (!remove) return columns;
  const acts: Column<GroupMember> = {
    key: "acts",
    title: words.acts,
    isNumber: true,
    isActs: true,
    cell: (member) => (
      <PermittedButton permission="moderation.write" size="small" type="text" danger onClick={() => remove(member)}>
        {t.groups.members.remove}
      </PermittedButton>
    ),
  };
  return [...columns, acts];
}

const sourceName = ({ source }: GroupMember, t: Messages): string =>
  source.name ? `${t.words.source[source.kind]} · ${source.name}` : t.words.source[source.kind];

function MemberState({ member }: { member: GroupMember }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const words = t.groups.members;
  if (member.leftAt && member.leftHow)
    return (
      <StateTag tone={member.leftHow === "removed" ? "ask" : "rest"}>
        {words.leftAs(t.words.leftHow[member.leftHow], format.dateTime(member.leftAt))}
      </StateTag>
    );
  if (member.mutedUntil) return <StateTag tone="ask">{words.mutedUntil(format.dateTime(member.mutedUntil))}</StateTag>;
  return member.isTrusted ? (
    <StateTag tone="good">{words.trusted}</StateTag>
  ) : (
    <StateTag tone="calm">{words.newcomer}</StateTag>
  );
}
