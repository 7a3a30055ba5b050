import { getRouteApi, Link } from "@tanstack/react-router";
import { Tabs } from "antd";
import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import type { Group } from "../../../../contract/groups.ts";
import { useMessages } from "../../app/language.tsx";
import { useFormat, useSession } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import { CapacityBar } from "../../ui-kit/capacity-bar.tsx";
import { Page } from "../../ui-kit/page.tsx";
import { ProblemBox } from "../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../ui-kit/skeleton-rows.tsx";
import { StateTag } from "../../ui-kit/state-tag.tsx";
import { TagList } from "../../ui-kit/tag-list.tsx";
import { LiveChat } from "./chat/live-chat.tsx";
import { groupTone } from "./group-tone.ts";
import "./group-page.css";

const route = getRouteApi("/groups/$groupId");

const GroupMembers = lazy(async () => ({ default: (await import("./group-members.tsx")).GroupMembers }));
const GroupDays = lazy(async () => ({ default: (await import("./group-days.tsx")).GroupDays }));
const GroupSettings = lazy(async () => ({ default: (await import("./group-settings.tsx")).GroupSettings }));

/** One group: what is said in it now, who is in it, how its days were, and what it is. */
export function GroupPage(): ReactNode {
  const t = useMessages().groups;
  const { groupId } = route.useParams();
  const query = useApi("GET /groups/:groupId", { groupId });
  if (query.error) return <ProblemBox error={query.error} again={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={10} />;
  const group = query.data;
  return (
    <Page title={group.name} up={{ to: "/groups", label: t.title }} note={<GroupNote group={group} />}>
      <GroupTabs group={group} />
    </Page>
  );
}

function GroupNote({ group }: { group: Group }): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const head = t.groups.head;
  return (
    <span className="group-note">
      <StateTag tone={groupTone[group.state]}>{t.words.groupState[group.state]}</StateTag>
      <CapacityBar count={group.memberCount} capacity={group.capacity} />
      <span>{group.communityName}</span>
      <span>{group.owner ? head.owner(group.owner.name) : head.noOwner}</span>
      <span>{head.made(format.day(format.dayOf(group.createdAt)))}</span>
      {group.tags.length > 0 && <TagList tags={group.tags} />}
      <CodesHere group={group} />
    </span>
  );
}

/** The live codes that lead to this group. */
function CodesHere({ group }: { group: Group }): ReactNode {
  const t = useMessages().groups.head;
  const codes = useApi("GET /live-codes", { communityId: group.communityId });
  const here = (codes.data?.items ?? []).filter((code) => code.groups.some((one) => one.id === group.id));
  if (here.length === 0) return null;
  return (
    <span>
      {t.codes}{" "}
      {here.slice(0, 3).map((code) => (
        <Link key={code.id} to="/live-codes/$liveCodeId" params={{ liveCodeId: code.id }} className="group-code">
          {code.name}
        </Link>
      ))}
    </span>
  );
}

function GroupTabs({ group }: { group: Group }): ReactNode {
  const t = useMessages().groups.tabs;
  const { tab = "chat" } = route.useSearch();
  const { can } = useSession();
  const navigate = route.useNavigate();
  const waiting = <SkeletonRows count={6} />;
  const tabs = [
    { key: "chat", label: t.chat, children: <LiveChat key={group.id} group={group} />, isShown: true },
    { key: "members", label: t.members, children: <GroupMembers groupId={group.id} />, isShown: can("members.read") },
    { key: "days", label: t.days, children: <GroupDays groupId={group.id} />, isShown: can("figures.read") },
    { key: "settings", label: t.settings, children: <GroupSettings group={group} />, isShown: true },
  ] as const;
  return (
    <Tabs
      className="group-tabs"
      activeKey={tab}
      destroyOnHidden
      items={tabs
        .filter((one) => one.isShown)
        .map(({ key, label, children }) => ({
          key,
          label,
          children: <Suspense fallback={waiting}>{children}</Suspense>,
        }))}
      onChange={(key) => {
        const chosen = tabs.find((one) => one.key === key)?.key;
        void navigate({ search: chosen && chosen !== "chat" ? { tab: chosen } : {}, replace: true });
      }}
    />
  );
}
