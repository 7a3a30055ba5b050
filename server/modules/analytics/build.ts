import type { CommunityId, GroupId, MemberId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { endMembership, founding, joinGroup } from "../groups/index.ts";
import { createMember } from "../members/index.ts";
import { Ingest, type BatchHook, type Inbound, type Outcome } from "../messaging/index.ts";
import { createCountHook } from "./count-hook.ts";

/** A community whose people come, talk and leave through the real ways in, at instants the test chooses. */
export interface BuiltVillage {
  readonly communityId: CommunityId;
  readonly groupIds: readonly GroupId[];
  readonly memberIds: readonly MemberId[];
  join(member: number, group: number, at: Date): Promise<void>;
  leave(member: number, group: number, at: Date): Promise<void>;
  /** Same `key`, same message. */
  say(lines: readonly { member: number; group: number; at: Date; text?: string; key?: string }[]): Promise<Outcome[]>;
}

export async function buildVillage(
  ctx: Ctx,
  size: { groups: number; members: number; hooks?: readonly BatchHook[] },
): Promise<BuiltVillage> {
  const expectation = { gives: "", givesNot: "", replyHours: "", adRate: "" };
  const community = await founding.createCommunity(ctx, {
    name: "同城养宠",
    purpose: "growing",
    who: "养宠的人",
    what: "互相帮忙",
    expectation,
  });
  const groupIds: GroupId[] = [];
  for (let n = 0; n < size.groups; n++)
    groupIds.push((await founding.createGroup(ctx, { communityId: community.id, name: `${n} 群`, capacity: 500 })).id);
  const memberIds: MemberId[] = [];
  await ctx.transaction(async (tx) => {
    for (let n = 0; n < size.members; n++) {
      const identity = { carrier: "web", externalId: `device-${n}` } as const;
      memberIds.push((await createMember(tx, { nickname: `成员${n}`, identity, consents: [] })).id);
    }
  });
  const hooks = [createCountHook(), ...(size.hooks ?? [])];
  const ingest = new Ingest({ ctxFor: () => ctx, hooks, announce: () => undefined });
  const place = (member: number, group: number) => ({ memberId: at(memberIds, member), groupId: at(groupIds, group) });
  return {
    communityId: community.id,
    groupIds,
    memberIds,
    join: async (member, group, time) => {
      const joining = {
        ...place(member, group),
        source: { kind: "import", id: null },
        at: time,
        isHistory: true,
      } as const;
      await ctx.transaction((tx) => joinGroup(tx, joining));
    },
    leave: async (member, group, time) => {
      await ctx.transaction((tx) => endMembership(tx, { ...place(member, group), how: "left", at: time }));
    },
    say: (lines) =>
      ingest.receiveMany(
        lines.map((line): Inbound => ({
          org: ctx.org,
          carrier: "web",
          externalId: line.key ?? ctx.ids.next(),
          at: line.at,
          ...place(line.member, line.group),
          kind: "text",
          text: line.text ?? "今天天气真好",
          isHistory: true,
        })),
      ),
  };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing was built at ${index}`);
  return item;
}
