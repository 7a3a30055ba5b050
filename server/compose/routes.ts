import type { Presence } from "../carriers/web/index.ts";
import type { Parts } from "../kernel/create-context.ts";
import type { Served } from "../kernel/http/serve.ts";
import * as analytics from "../modules/analytics/index.ts";
import * as demo from "../modules/demo/index.ts";
import * as groups from "../modules/groups/index.ts";
import * as members from "../modules/members/index.ts";
import { messages, planActions, type Ingest } from "../modules/messaging/index.ts";
import * as messaging from "../modules/messaging/index.ts";
import * as moderation from "../modules/moderation/index.ts";
import * as org from "../modules/org/index.ts";
import * as rules from "../modules/rules/index.ts";
import * as tasks from "../modules/tasks/index.ts";

export interface RoutePorts {
  readonly ingest: Ingest;
  readonly presence: Presence;
  readonly parts: Parts;
}

/** Every route of the product, each module's joined to what it asks of the modules above it. */
export function composeRoutes({ ingest, presence }: RoutePorts): readonly Served[] {
  return [
    ...org.routes,
    ...tasks.createRoutes({ namesOf }),
    ...members.createRoutes({
      memberships: groups.membershipSource,
      lastActiveOf: analytics.lastActiveOf,
      myData: [{ name: "messages", count: messages.countByMember, export: messages.listByMember }],
    }),
    ...groups.createRoutes({ presence, planRemoval }),
    ...messaging.createRoutes({ ingest }),
    ...rules.routes,
    ...moderation.routes,
    ...analytics.routes,
    ...demo.createRoutes({ ingest }),
  ];
}
