import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { choiceParam, idParam, present } from "../search-params.ts";
import { underRoot } from "./root-route.ts";
import type { RawSearch } from "./root-route.ts";

const moderationTabs = ["cases", "reports", "ladder"] as const;
const steps = ["hold", "warn", "mute", "remove"] as const;
const ruleTabs = ["edit", "matches"] as const;

const rules = createRoute({
  ...underRoot,
  path: "/rules",
  component: lazyRouteComponent(() => import("../../features/rules/rule-list.tsx"), "RuleList"),
});

const newRule = createRoute({
  ...underRoot,
  path: "/rules/new",
  component: lazyRouteComponent(() => import("../../features/rules/new-rule.tsx"), "NewRule"),
});

const rule = createRoute({
  ...underRoot,
  path: "/rules/$ruleId",
  validateSearch: (raw: RawSearch) => present({ tab: choiceParam(raw, "tab", ruleTabs) }),
  component: lazyRouteComponent(() => import("../../features/rules/rule-page.tsx"), "RulePage"),
});

const moderation = createRoute({
  ...underRoot,
  path: "/moderation",
  validateSearch: (raw: RawSearch) =>
    present({
      tab: choiceParam(raw, "tab", moderationTabs),
      step: choiceParam(raw, "step", steps),
      groupId: idParam(raw, "groupId"),
      memberId: idParam(raw, "memberId"),
    }),
  component: lazyRouteComponent(() => import("../../features/moderation/moderation.tsx"), "Moderation"),
});

/** Rules, and what they and people caught. */
export const careRoutes = [rules, newRule, rule, moderation] as const;
