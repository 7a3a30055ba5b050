import type { OrgId } from "../../contract/ids.ts";
import type { App } from "../app.ts";
import type { Ctx } from "../kernel/context.ts";
import { createContext } from "../kernel/create-context.ts";
import { founding } from "../modules/groups/index.ts";
import { createOrg, listOrgs } from "../modules/org/index.ts";
import { seedStarterRules } from "../modules/rules/index.ts";

export interface FirstStart {
  readonly isNew: boolean;
  readonly org: OrgId;
  /** The password is known only at the start that made it. */
  readonly login: { readonly account: string; readonly password: string | null } | null;
  /** Of the oldest live code that is open: `/j/<code>`. */
  readonly joinPath: string | null;
}

const account = "owner";

/**
 * On an empty database makes an org with an owner, a community with a group behind a live code, and the
 * starter rules, so that the printed link leads to a living group; later only looks up what to print.
 */
export async function prepareFirstStart(app: Pick<App, "ctxFor" | "parts">, noOrgCtx: Ctx): Promise<FirstStart> {
  const [known] = await listOrgs(noOrgCtx);
  if (known)
    return {
      isNew: false,
      org: known.id,
      login: { account, password: null },
      joinPath: await founding.findJoinPath(app.ctxFor(known.id)),
    };
  const password = noOrgCtx.ids.secret(9);
  const { id, ownerId } = await createOrg(noOrgCtx, { name: "我的社群", owner: { account, name: "店主", password } });
  const ctx = createContext(app.parts, {
    org: id,
    actor: { kind: "staff", id: ownerId ?? null, name: "店主", scope: null },
  });
  await seedStarter(ctx);
  return { isNew: true, org: id, login: { account, password }, joinPath: await founding.findJoinPath(ctx) };
}

async function seedStarter(ctx: Ctx): Promise<void> {
  const community = await founding.createCommunity(ctx, {
    name: "第一个社群",
    purpose: "growing",
    who: "对我们做的事感兴趣的人",
    what: "聊聊用得上的经验，互相帮忙",
    expectation: {
      gives: "有问必答，每周一次分享",
      givesNot: "不刷屏，不拉人",
      replyHours: "9–21 点，2 小时内",
      adRate: "每周最多两条",
    },
  });
  const group = await founding.createGroup(ctx, { communityId: community.id, name: "1 群", capacity: 200 });
  await founding.createLiveCode(ctx, {
    communityId: community.id,
    name: "首页入口",
    groupIds: [group.id],
    next: { make: true, nameTemplate: "{n} 群", capacity: 200, maxGroups: 50 },
    validFrom: null,
    validUntil: null,
  });
  await ctx.transaction((tx) => seedStarterRules(tx));
}
