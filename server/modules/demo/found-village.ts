import type { CommunityId, GroupId, LiveCodeId, StaffId } from "../../../contract/ids.ts";
import type { Ctx } from "../../kernel/context.ts";
import { founding } from "../groups/index.ts";
import { createRule, seedStarterRules, type RuleDefinition } from "../rules/index.ts";
import { codeParts, community, groupParts } from "./plan/cast.ts";

/** Where people can go: groups and codes in the order of the cast. A code without a group in a small demo is left out. */
export interface Village {
  readonly communityId: CommunityId;
  readonly groupIds: readonly GroupId[];
  readonly codes: ReadonlyMap<number, LiveCodeId>;
}

const capacity = 600;

/** Makes the community, its groups, live codes and rules, as the demo's owner would. */
export async function foundVillage(ctx: Ctx, size: { groups: number; ownerId: StaffId }): Promise<Village> {
  const { id: communityId } = await founding.createCommunity(ctx, community);
  const groupIds: GroupId[] = [];
  for (const part of groupParts.slice(0, size.groups)) {
    const { name, announcement, tags } = part;
    const group = await founding.createGroup(ctx, { communityId, name, capacity, ownerId: size.ownerId, tags });
    await founding.updateGroup(ctx, group.id, { announcement });
    groupIds.push(group.id);
  }
  await ctx.transaction(async (tx) => {
    await seedStarterRules(tx);
    for (const rule of extraRules) await createRule(tx, rule);
  });
  return { communityId, groupIds, codes: await makeCodes(ctx, communityId, groupIds) };
}

async function makeCodes(
  ctx: Ctx,
  communityId: CommunityId,
  groupIds: readonly GroupId[],
): Promise<Map<number, LiveCodeId>> {
  const codes = new Map<number, LiveCodeId>();
  for (const [index, part] of codeParts.entries()) {
    const leadsTo = part.groups.flatMap((group) => groupIds[group] ?? []);
    if (leadsTo.length === 0) continue;
    const id = await founding.createLiveCode(ctx, {
      communityId,
      name: part.name,
      groupIds: leadsTo,
      next: { make: true, nameTemplate: `${part.name.split("·").at(-1)} {n} 群`, capacity, maxGroups: 50 },
      validFrom: null,
      validUntil: null,
    });
    codes.set(index, id);
  }
  return codes;
}

const anywhere = {
  contact: [],
  communityIds: [],
  groupIds: [],
  groupTags: [],
  memberTags: [],
  newcomer: null,
  between: null,
} satisfies Partial<RuleDefinition["conditions"]>;

/** What such a community would add to the rules that every org begins with. */
const extraRules: readonly RuleDefinition[] = [
  {
    name: "走失求助提醒同事",
    mode: "live",
    trigger: "message.received",
    priority: 40,
    stopsHere: false,
    conditions: {
      ...anywhere,
      keywords: { mode: "any", words: ["走丢", "走失", "跑丢", "寻猫", "寻狗"], folded: false },
    },
    actions: [{ kind: "task", title: "有宠物走失，帮忙转发和置顶" }],
    coolDown: { memberMinutes: 120, groupMinutes: 0 },
  },
  {
    name: "疫苗时间表",
    mode: "live",
    trigger: "message.received",
    priority: 70,
    stopsHere: false,
    conditions: { ...anywhere, keywords: { mode: "any", words: ["疫苗什么时候打", "疫苗时间表"], folded: false } },
    actions: [
      {
        kind: "reply",
        text: "一般满 8 周打第一针，间隔 3 到 4 周，共三针，狂犬另打。每只情况不同，以医生说的为准。",
        mention: true,
      },
    ],
    coolDown: { memberMinutes: 60, groupMinutes: 5 },
  },
  {
    name: "提到别的群",
    mode: "dry",
    trigger: "message.received",
    priority: 90,
    stopsHere: false,
    conditions: { ...anywhere, keywords: { mode: "any", words: ["建了个群", "进我们的群", "拉你进群"], folded: true } },
    actions: [{ kind: "hold" }],
    coolDown: { memberMinutes: 0, groupMinutes: 0 },
  },
];
