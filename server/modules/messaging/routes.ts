import * as api from "../../../contract/messaging.ts";
import type { GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { pictureLimitBytes } from "../../kernel/http/create-server.ts";
import { serve, type Served } from "../../kernel/http/serve.ts";
import { refuse } from "../../kernel/problem.ts";
import { findGroups, findMemberships, founding } from "../groups/index.ts";
import { getOrg } from "../org/index.ts";
import { listCarriers } from "./carriers.ts";
import { reactToMessage, recallMessage, withdrawMessage } from "./change-message.ts";
import { FloodBrake } from "./flood.ts";
import type { Ingest } from "./ingest.ts";
import { presentActions } from "./present-action.ts";
import { presentMessages } from "./present-messages.ts";
import { startOfLocalDay } from "./quiet-hours.ts";
import { receiveMessage } from "./receive-message.ts";
import { cancelAction, resolveUnknown } from "./settle-action.ts";
import { speak } from "./speak.ts";
import { countByState, listActions } from "./store/actions.ts";
import { listMessages, searchMessages, type HistoryQuery } from "./store/messages.ts";
import { getSendingRules } from "./store/settings.ts";
import { updateSending } from "./update-sending.ts";
import { uploadPicture } from "./upload-picture.ts";

const done = { done: true } as const;
const searchBackMs = 90 * 86_400_000;

async function requirePresent(ctx: Ctx, groupId: GroupId): Promise<void> {
  const memberId = ctx.actor.id as MemberId;
  const memberships = await findMemberships(ctx, [{ groupId, memberId }]);
  if (memberships.get({ groupId, memberId })?.leftAt !== null) refuse("member.not_in_group");
}

async function requireGroup(ctx: Ctx, groupId: GroupId): Promise<void> {
  if (!(await findGroups(ctx, [groupId])).has(groupId)) refuse("group.not_found");
}

async function readHistory(ctx: Ctx, query: HistoryQuery) {
  const found = await listMessages(ctx, query);
  const more = found.length > query.limit;
  // One row too many says that there is more; it stands at the far end of the direction that was read.
  const messages = query.after === undefined ? found.slice(-query.limit) : found.slice(0, query.limit);
  const viewer = query.viewer
    ? ({ kind: "member", id: query.viewer } as const)
    : ({ kind: "staff", id: null } as const);
  return { items: await presentMessages(ctx, { groupId: query.groupId, messages, viewer, withReactions: true }), more };
}

function memberRoutes(ingest: Ingest): Served[] {
  const brake = new FloodBrake();
  return [
    serve(api.listChat, async (ctx, query) => {
      await requirePresent(ctx, query.groupId);
      return readHistory(ctx, { ...query, viewer: ctx.actor.id as MemberId });
    }),
    serve(
      api.sendMessage,
      async (ctx, saying) => {
        if (!brake.allows(ctx.actor.id ?? "", ctx.clock.monotonicMs())) refuse("message.too_fast");
        if (saying.text === "" && !saying.pictureId) refuse("message.empty");
        return receiveMessage(ctx, ingest, saying);
      },
      { repeat: "own" },
    ),
    serve(api.recallMessage, async (ctx, at) => {
      await requirePresent(ctx, at.groupId);
      await recallMessage(ctx, at);
      return done;
    }),
    serve(api.reactToMessage, async (ctx, reaction) => {
      await requirePresent(ctx, reaction.groupId);
      await reactToMessage(ctx, reaction);
      return done;
    }),
    serve(api.uploadPicture, async (ctx, _input, wire) => uploadPicture(ctx, (await wire.file())?.bytes), {
      repeat: "own",
      bodyLimit: pictureLimitBytes + 4096,
    }),
  ];
}

const staffRoutes: Served[] = [
  serve(api.listMessages, async (ctx, query) => {
    await requireGroup(ctx, query.groupId);
    return readHistory(ctx, { ...query, viewer: null });
  }),
  serve(api.speak, (ctx, saying) => speak(ctx, saying)),
  serve(api.uploadStaffPicture, async (ctx, _input, wire) => uploadPicture(ctx, (await wire.file())?.bytes), {
    repeat: "own",
    bodyLimit: pictureLimitBytes + 4096,
  }),
  serve(api.withdrawMessage, async (ctx, at) => {
    await withdrawMessage(ctx, at);
    return done;
  }),
  serve(api.searchMessages, async (ctx, { q, groupId, limit }) => {
    const found = await searchMessages(ctx, {
      text: q,
      groupId,
      limit,
      since: new Date(ctx.clock.now().getTime() - searchBackMs),
    });
    const groups = await findGroups(ctx, [...new Set(found.map((message) => message.groupId))]);
    const pages = await Promise.all(
      [...Map.groupBy(found, (message) => message.groupId)].map(([id, messages]) =>
        presentMessages(ctx, { groupId: id, messages, viewer: { kind: "staff", id: null }, withReactions: false }),
      ),
    );
    const items = pages.flat().map((message) => ({ ...message, groupName: groups.get(message.groupId)?.name ?? "—" }));
    return { items: items.toSorted((a, b) => (a.id < b.id ? 1 : -1)) };
  }),
];

const actionRoutes: Served[] = [
  serve(api.listActions, async (ctx, query) => {
    const found = await listActions(ctx, { ...query, before: query.cursor, limit: query.limit + 1 });
    const page = found.slice(0, query.limit);
    return {
      items: await presentActions(ctx, page),
      next: found.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    };
  }),
  serve(api.countActions, async (ctx) => {
    const now = ctx.clock.now();
    const { timeZone } = await getOrg(ctx);
    return { asOf: now.toISOString(), counts: await countByState(ctx, startOfLocalDay(now, timeZone)) };
  }),
  serve(api.resolveUnknown, async (ctx, resolve) => {
    await resolveUnknown(ctx, resolve);
    return done;
  }),
  serve(api.cancelAction, async (ctx, { actionId }) => {
    await cancelAction(ctx, actionId);
    return done;
  }),
  serve(api.getSending, (ctx) => getSendingRules(ctx)),
  serve(api.updateSending, (ctx, change) => updateSending(ctx, change)),
  serve(api.listCarriers, async (ctx) => {
    const counts = await founding.countGroupsByCarrier(ctx);
    const items = listCarriers().map(({ name, capabilities }) => ({
      name,
      capabilities: { ...capabilities },
      groupCount: counts.get(name) ?? 0,
    }));
    return { items };
  }),
];

export const createRoutes = ({ ingest }: { ingest: Ingest }): Served[] => [
  ...memberRoutes(ingest),
  ...staffRoutes,
  ...actionRoutes,
];
