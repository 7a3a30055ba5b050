import type { Presence } from "../carriers/web/index.ts";
import type { GroupId, MemberId } from "../../contract/ids.ts";
import type { Ctx } from "../kernel/context.ts";
import type { Parts } from "../kernel/create-context.ts";
import type { Served } from "../kernel/http/serve.ts";
import * as analytics from "../modules/analytics/index.ts";
import * as demo from "../modules/demo/index.ts";
import * as ledger from "../modules/ledger/index.ts";
import * as groups from "../modules/groups/index.ts";
import * as members from "../modules/members/index.ts";
import { messages, type Ingest } from "../modules/messaging/index.ts";
import * as messaging from "../modules/messaging/index.ts";
import * as moderation from "../modules/moderation/index.ts";
import * as org from "../modules/org/index.ts";
import * as rules from "../modules/rules/index.ts";
import * as segments from "../modules/segments/index.ts";
import * as tasks from "../modules/tasks/index.ts";
import { createDemoPorts } from "./demo-ports.ts";
import { planRemoval } from "./plan-removal.ts";
import { allUndos } from "./undos.ts";

export interface RoutePorts {
  readonly ingest: Ingest;
  readonly presence: Presence;
  readonly parts: Parts;
}

async function namesOf(ctx: Ctx, ids: { groupIds: readonly GroupId[]; memberIds: readonly MemberId[] }) {
  const [found, people] = await Promise.all([
    groups.findGroups(ctx, ids.groupIds),
    members.findMembers(ctx, ids.memberIds),
  ]);
  return {
    groups: new Map([...found].map(([id, group]) => [id, group.name])),
    members: new Map([...people].map(([id, member]) => [id, member.nickname])),
  };
}

/** Every route of the product, each module's joined to what it asks of the modules above it. */
export function composeRoutes({ ingest, presence, parts }: RoutePorts): readonly Served[] {
  return [
    ...org.createRoutes({
      nameCommunities: groups.founding.nameCommunities,
      holdings: [groups.answers.ownedGroups, tasks.assignedTasks],
      undos: allUndos,
    }),
    ...tasks.createRoutes({ namesOf }),
    ...members.createRoutes({
      memberships: groups.answers.membershipSource,
      lastActiveOf: analytics.lastActiveOf,
      myData: [{ name: "messages", count: messages.countByMember, export: messages.listByMember }, moderation.myData],
    }),
    ...groups.createRoutes({ presence, planRemoval }),
    ...messaging.createRoutes({ ingest }),
    ...ledger.createRoutes({
      nicknameOf: async (ctx, id) => (await members.findMembers(ctx, [id])).get(id)?.nickname,
    }),
    ...rules.routes,
    ...segments.routes,
    ...moderation.routes,
    ...analytics.routes,
    ...demo.createRoutes(createDemoPorts({ parts, ingest })),
  ];
}
