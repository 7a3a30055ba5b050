import type { Role } from "../../../contract/permissions.ts";
import type { Input } from "./answers.ts";
import { denseAnswers } from "./answers.ts";
import { buildMe, staff } from "./people.ts";
import { dayOf, minutesAgo } from "./seeded.ts";

const nothing = () => ({ items: [], next: null });
const figure = { value: null, before: null };

/** What an org says that was made a minute ago. */
export const emptyAnswers = (role: Role): Record<string, (input: Input) => unknown> => ({
  ...denseAnswers(role),
  "GET /me": () => ({ ...buildMe(role), isDemo: false }),
  "GET /setup": () => ({ needed: true }),
  "GET /staff": () => ({ items: staff.slice(0, 1) }),
  "GET /audit": nothing,
  "GET /communities": () => ({ items: [] }),
  "GET /groups": nothing,
  "GET /groups/:groupId/members": nothing,
  "GET /groups/:groupId/messages": () => ({ items: [], more: false }),
  "GET /live-codes": () => ({ items: [] }),
  "GET /members": nothing,
  "GET /members/:memberId/timeline": nothing,
  "GET /messages": () => ({ items: [] }),
  "GET /segments": () => ({ items: [] }),
  "POST /segments/count": () => ({ count: 0, asOf: minutesAgo(0), sample: [] }),
  "GET /rules": () => ({ items: [] }),
  "GET /rules/:ruleId/matches": nothing,
  "GET /cases": nothing,
  "GET /reports": nothing,
  "GET /tasks": nothing,
  "GET /actions": nothing,
  "GET /actions/counts": () => ({ asOf: minutesAgo(0), counts: [] }),
  "GET /figures/overview": () => ({
    asOf: minutesAgo(0),
    from: dayOf(6),
    to: dayOf(0),
    members: figure,
    activeMembers: figure,
    joins: figure,
    leaves: figure,
    messages: figure,
    days: [],
  }),
  "GET /figures/groups": () => ({ asOf: minutesAgo(0), from: dayOf(6), to: dayOf(0), items: [] }),
  "GET /figures/groups/:groupId/days": () => ({ asOf: minutesAgo(0), days: [] }),
  "GET /demo": () => ({ state: "absent", progress: 0, members: 0, messages: 0, joinUrl: null, inside: false }),
});
