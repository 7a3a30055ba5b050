import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { choiceParam, conditionParam, flagParam, idParam, present, textParam } from "../search-params.ts";
import { underRoot } from "./root-route.ts";
import type { RawSearch } from "./root-route.ts";

const groupStates = ["open", "paused", "archived"] as const;
const subjects = ["member", "group"] as const;
const groupTabs = ["chat", "members", "days", "settings"] as const;

const communities = createRoute({
  ...underRoot,
  path: "/communities",
  validateSearch: (raw: RawSearch) => present({ archived: flagParam(raw, "archived") }),
  component: lazyRouteComponent(() => import("../../features/communities/community-list.tsx"), "CommunityList"),
});

const newCommunity = createRoute({
  ...underRoot,
  path: "/communities/new",
  component: lazyRouteComponent(() => import("../../features/communities/new-community.tsx"), "NewCommunity"),
});

const community = createRoute({
  ...underRoot,
  path: "/communities/$communityId",
  component: lazyRouteComponent(() => import("../../features/communities/edit-community.tsx"), "EditCommunity"),
});

const groups = createRoute({
  ...underRoot,
  path: "/groups",
  validateSearch: (raw: RawSearch) =>
    present({
      communityId: idParam(raw, "communityId"),
      q: textParam(raw, "q"),
      state: choiceParam(raw, "state", groupStates),
      tag: textParam(raw, "tag"),
      ownerId: idParam(raw, "ownerId"),
      make: flagParam(raw, "make"),
    }),
  component: lazyRouteComponent(() => import("../../features/groups/group-list.tsx"), "GroupList"),
});

const group = createRoute({
  ...underRoot,
  path: "/groups/$groupId",
  validateSearch: (raw: RawSearch) => present({ tab: choiceParam(raw, "tab", groupTabs) }),
  component: lazyRouteComponent(() => import("../../features/groups/group-page.tsx"), "GroupPage"),
});

const members = createRoute({
  ...underRoot,
  path: "/members",
  validateSearch: (raw: RawSearch) =>
    present({
      communityId: idParam(raw, "communityId"),
      groupId: idParam(raw, "groupId"),
      q: textParam(raw, "q"),
      tag: textParam(raw, "tag"),
    }),
  component: lazyRouteComponent(() => import("../../features/members/member-list.tsx"), "MemberList"),
});

const member = createRoute({
  ...underRoot,
  path: "/members/$memberId",
  component: lazyRouteComponent(() => import("../../features/members/member-page.tsx"), "MemberPage"),
});

const segments = createRoute({
  ...underRoot,
  path: "/segments",
  validateSearch: (raw: RawSearch) => present({ subject: choiceParam(raw, "subject", subjects) }),
  component: lazyRouteComponent(() => import("../../features/segments/segment-list.tsx"), "SegmentList"),
});

const newSegment = createRoute({
  ...underRoot,
  path: "/segments/new",
  validateSearch: (raw: RawSearch) =>
    present({
      subject: choiceParam(raw, "subject", subjects),
      name: textParam(raw, "name"),
      condition: conditionParam(raw, "condition"),
    }),
  component: lazyRouteComponent(() => import("../../features/segments/new-segment.tsx"), "NewSegment"),
});

const segment = createRoute({
  ...underRoot,
  path: "/segments/$segmentId",
  component: lazyRouteComponent(() => import("../../features/segments/segment-page.tsx"), "SegmentPage"),
});

const liveCodes = createRoute({
  ...underRoot,
  path: "/live-codes",
  validateSearch: (raw: RawSearch) => present({ communityId: idParam(raw, "communityId") }),
  component: lazyRouteComponent(() => import("../../features/live-codes/live-code-list.tsx"), "LiveCodeList"),
});

const newLiveCode = createRoute({
  ...underRoot,
  path: "/live-codes/new",
  validateSearch: (raw: RawSearch) => present({ communityId: idParam(raw, "communityId") }),
  component: lazyRouteComponent(() => import("../../features/live-codes/new-live-code.tsx"), "NewLiveCode"),
});

const liveCode = createRoute({
  ...underRoot,
  path: "/live-codes/$liveCodeId",
  component: lazyRouteComponent(() => import("../../features/live-codes/live-code-page.tsx"), "LiveCodePage"),
});

/** Communities, their groups and the people in them, and the codes that lead there. */
export const communityRoutes = [
  communities,
  newCommunity,
  community,
  groups,
  group,
  members,
  member,
  segments,
  newSegment,
  segment,
  liveCodes,
  newLiveCode,
  liveCode,
] as const;
