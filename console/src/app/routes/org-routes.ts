import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { ActionState } from "../../../../contract/messaging.ts";
import { choiceParam, idParam, present, textParam } from "../search-params.ts";
import { underRoot } from "./root-route.ts";
import type { RawSearch } from "./root-route.ts";

const actionTabs = ["list", "limits"] as const;
const actionStates: readonly ActionState[] = [
  "planned",
  "awaiting_approval",
  "due",
  "sending",
  "awaiting_staff",
  "sent",
  "confirmed",
  "failed",
  "unknown",
  "skipped",
  "expired",
  "cancelled",
];

const actions = createRoute({
  ...underRoot,
  path: "/actions",
  validateSearch: (raw: RawSearch) =>
    present({
      tab: choiceParam(raw, "tab", actionTabs),
      state: choiceParam(raw, "state", actionStates),
      groupId: idParam(raw, "groupId"),
      memberId: idParam(raw, "memberId"),
    }),
  component: lazyRouteComponent(() => import("../../features/actions/actions.tsx"), "Actions"),
});

const carriers = createRoute({
  ...underRoot,
  path: "/carriers",
  component: lazyRouteComponent(() => import("../../features/carriers/carriers.tsx"), "Carriers"),
});

const staff = createRoute({
  ...underRoot,
  path: "/staff",
  component: lazyRouteComponent(() => import("../../features/settings/staff-list.tsx"), "StaffList"),
});

const audit = createRoute({
  ...underRoot,
  path: "/audit",
  validateSearch: (raw: RawSearch) =>
    present({
      staffId: idParam(raw, "staffId"),
      act: textParam(raw, "act"),
      from: textParam(raw, "from"),
      to: textParam(raw, "to"),
    }),
  component: lazyRouteComponent(() => import("../../features/settings/audit.tsx"), "Audit"),
});

const account = createRoute({
  ...underRoot,
  path: "/account",
  component: lazyRouteComponent(() => import("../../features/settings/account.tsx"), "AccountPage"),
});

/** What leaves, and who works here. */
export const orgRoutes = [actions, carriers, staff, audit, account] as const;
