import type { OrgId } from "../../contract/ids.ts";
import type { Ctx } from "../kernel/context.ts";
import { listen, type EventBus, type Listener } from "../kernel/events.ts";
import { forgetOldKeys } from "../kernel/http/idempotency.ts";
import { jobHandler, type JobHandler, type JobName } from "../kernel/jobs.ts";
import * as analytics from "../modules/analytics/index.ts";
import * as demo from "../modules/demo/index.ts";
import * as groups from "../modules/groups/index.ts";
import * as ledger from "../modules/ledger/index.ts";
import * as members from "../modules/members/index.ts";
import { frames } from "../modules/messaging/index.ts";
import * as messaging from "../modules/messaging/index.ts";
import * as moderation from "../modules/moderation/index.ts";
import * as rules from "../modules/rules/index.ts";
import * as segments from "../modules/segments/index.ts";
import * as org from "../modules/org/index.ts";
import * as tasks from "../modules/tasks/index.ts";
import { planRemoval } from "./plan-removal.ts";

/** Tells the sockets of a group that something about it changed, once the change has committed. */
const toldGroups: readonly Listener[] = [
  listen({
    event: "member.joined",
    name: "web.tell-joined",
    when: "within",
    hear: async (tx, { fact }) => tx.afterCommit(() => tellGroup(fact.groupId)),
  }),
  listen({
    event: "member.muted",
    name: "web.tell-muted",
    when: "within",
    hear: async (tx, { fact }) => tx.afterCommit(() => tellMember(fact)),
  }),
  listen({
    event: "member.unmuted",
    name: "web.tell-unmuted",
    when: "within",
    hear: async (tx, { fact }) => tx.afterCommit(() => tellMember(fact)),
  }),
  listen({
    event: "staff.access_changed",
    name: "web.tell-access-changed",
    when: "within",
    hear: async (tx, { fact }) =>
      tx.afterCommit(() => frames.publish(frames.topics.colleague(fact.staffId), { type: "access.changed" })),
  }),
  listen({
    event: "group.updated",
    name: "web.tell-updated",
    when: "within",
    hear: async (tx, { fact }) => tx.afterCommit(() => tellGroup(fact.groupId)),
  }),
  listen({
    event: "member.left",
    name: "web.tell-left",
    when: "within",
    hear: async (tx, { fact }) =>
      tx.afterCommit(() => {
        tellGroup(fact.groupId);
        frames.publish(frames.topics.member(fact.memberId), { type: "removed", groupId: fact.groupId });
      }),
  }),
];

function tellGroup(groupId: string): void {
  for (const topic of [frames.topics.group(groupId), frames.topics.staff(groupId)])
    frames.publish(topic, { type: "group.changed", groupId });
}

function tellMember(at: { groupId: string; memberId: string }): void {
  frames.publish(frames.topics.member(at.memberId), { type: "group.changed", groupId: at.groupId });
}

export const allListeners: readonly Listener[] = [
  ...members.listeners,
  ...groups.createListeners({ planRemoval }),
  ...messaging.listeners,
  ...org.listeners,
  ...tasks.listeners,
  ...ledger.listeners,
  ...rules.listeners,
  ...segments.listeners,
  ...moderation.listeners,
  ...analytics.listeners,
  ...demo.listeners,
  ...toldGroups,
];

declare module "../kernel/jobs.ts" {
  interface Jobs {
    "kernel.forget-old-keys": Record<string, never>;
  }
}

export interface JobPorts {
  readonly events: EventBus;
  readonly demo: demo.DemoPorts;
  /** The program itself, acting in an org. */
  readonly ctxFor: (org: OrgId) => Ctx;
}

export const allJobHandlers = ({ events, demo: demoPorts, ctxFor }: JobPorts): readonly JobHandler[] => [
  jobHandler({ job: "kernel.hear", run: (ctx, job) => events.hear(ctx, job) }),
  ...org.jobHandlers,
  ...members.jobHandlers,
  ...rules.jobHandlers,
  ...ledger.createJobHandlers(ctxFor),
  ...demo.createJobHandlers(demoPorts),
  jobHandler({ job: "kernel.forget-old-keys", run: (ctx) => forgetOldKeys(ctx), everyMinutes: 30 }),
];

export const jobNames: readonly JobName[] = [
  "kernel.hear",
  "kernel.forget-old-keys",
  ...ledger.jobNames,
  ...demo.jobNames,
  ...[...org.jobHandlers, ...members.jobHandlers, ...rules.jobHandlers].map((handler) => handler.job),
];
