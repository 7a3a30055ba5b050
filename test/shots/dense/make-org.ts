import type { Session } from "./act.ts";
import { makeSegments } from "./make-segments.ts";
import { communityPlans } from "./names.ts";

export interface MadeGroup {
  readonly id: string;
  readonly name: string;
  readonly community: MadeCommunity;
}

export interface MadeCommunity {
  readonly id: string;
  readonly codeId: string;
  readonly code: string;
}

export interface Org {
  readonly communities: readonly MadeCommunity[];
  readonly groups: readonly MadeGroup[];
  /** By role. */
  readonly staffIds: Readonly<Record<string, string>>;
  /** Live codes by the state they are in. */
  readonly codes: Readonly<Record<"open" | "full" | "not_yet" | "expired" | "stopped", { id: string; code: string }>>;
  /** A rule with matches. */
  readonly ruleId: string;
  /** The segment with the longest sentence. */
  readonly segmentId: string;
}

const day = 86_400_000;
const never = { make: false, nameTemplate: "{n} 群", capacity: 200, maxGroups: 50 };

/** Staff, communities, groups, live codes and rules, as an owner sets them up on the first evening. */
export async function makeOrg(owner: Session, now: number): Promise<Org> {
  const staffIds = await makeStaff(owner);
  const communities: MadeCommunity[] = [];
  const groups: MadeGroup[] = [];
  for (const { groups: names, ...fields } of communityPlans) {
    const { id } = await owner.call<{ id: string }>("POST", "/communities", fields);
    const ids: string[] = [];
    for (const [n, name] of names.entries()) {
      const group = await owner.call<{ id: string }>("POST", "/groups", {
        communityId: id,
        name,
        capacity: n === 0 ? 200 : 100 + n * 20,
        ...(n % 4 === 3 ? {} : { ownerId: Object.values(staffIds)[n % 3] }),
        tags: [["柯基", "上海"], ["约伴"], ["新手", "答疑", "需要值班"], []][n % 4],
      });
      ids.push(group.id);
    }
    const code = await owner.call<{ id: string; code: string }>("POST", "/live-codes", {
      communityId: id,
      name: ["公众号菜单", "小红书主页 · 养猫合集", "门店收银台立牌"][communities.length] ?? "入口",
      groupIds: ids,
      next: { ...never, make: true, nameTemplate: "{n} 群" },
      validFrom: null,
      validUntil: null,
    });
    const community = { id, codeId: code.id, code: code.code };
    communities.push(community);
    groups.push(...names.map((name, n) => ({ id: ids[n] ?? "", name, community })));
  }
  const [first] = groups;
  if (!first) throw new Error("there is no group");
  await owner.call("PATCH", `/groups/${first.id}`, {
    announcement:
      "本周五 20:00 兽医周医生来群里聊换季掉毛和腰椎保护，问题先发在群里，带上狗狗年龄和体重，周医生会按顺序回答。",
  });
  const codes = await makeCodes(owner, { community: first.community, groupId: first.id, now });
  const made = { communities, groups };
  const segmentId = await makeSegments(owner, made);
  return { ...made, staffIds, codes, ruleId: await makeRules(owner, made), segmentId };
}

async function makeStaff(owner: Session): Promise<Record<string, string>> {
  const people = [
    { account: "hemiao", name: "何苗", role: "admin" },
    { account: "zhouning", name: "周宁", role: "operator" },
    { account: "kefu-01@paws.example", name: "客服小杨（早班）", role: "service" },
    { account: "chenzong", name: "陈总", role: "viewer" },
    { account: "zhaoyi", name: "赵一", role: "operator" },
  ];
  const ids: Record<string, string> = {};
  for (const person of people) {
    const { id } = await owner.call<{ id: string }>("POST", "/staff", { ...person, password: staffPassword });
    ids[person.account] = id;
  }
  await owner.call("PATCH", `/staff/${ids["zhaoyi"]}`, { disabled: true });
  return ids;
}

export const staffPassword = "shots-staff-2026";

async function makeCodes(
  owner: Session,
  at: { community: MadeCommunity; groupId: string; now: number },
): Promise<Org["codes"]> {
  const make = async (name: string, change: object = {}): Promise<{ id: string; code: string }> => {
    const { id, code } = await owner.call<{ id: string; code: string }>("POST", "/live-codes", {
      communityId: at.community.id,
      name,
      groupIds: [at.groupId],
      next: never,
      validFrom: null,
      validUntil: null,
      ...change,
    });
    return { id, code };
  };
  const small = await owner.call<{ id: string }>("POST", "/groups", {
    communityId: at.community.id,
    name: "内测小群",
    capacity: 2,
  });
  const iso = (ms: number): string => new Date(ms).toISOString();
  const stopped = await make("旧海报（已停用）");
  await owner.call("PATCH", `/live-codes/${stopped.id}`, { stopped: true });
  return {
    open: { id: at.community.codeId, code: at.community.code },
    full: await make("内测资格发放", { groupIds: [small.id] }),
    not_yet: await make("双十二会场预热", { validFrom: iso(at.now + 12 * day), validUntil: iso(at.now + 20 * day) }),
    expired: await make("国庆市集地推 · 世纪公园三号门摊位展架二维码立牌", { validUntil: iso(at.now - day / 2) }),
    stopped,
  };
}

const anything = {
  keywords: null,
  contact: [] as string[],
  communityIds: [] as string[],
  groupIds: [] as string[],
  groupTags: [] as string[],
  memberTags: [] as string[],
  newcomer: null as boolean | null,
  between: null as { from: string; until: string } | null,
};
const words = (mode: string, list: readonly string[]) => ({ mode, words: list, folded: true });

/** Rules of every kind beside the starter ones; the id of one that is going to match. */
async function makeRules(owner: Session, org: Pick<Org, "communities" | "groups">): Promise<string> {
  const rule = (name: string, rest: object) => ({
    name,
    mode: "live",
    trigger: "message.received",
    priority: 100,
    stopsHere: false,
    conditions: anything,
    coolDown: { memberMinutes: 0, groupMinutes: 0 },
    ...rest,
  });
  const wanted = [
    rule("问喂养", {
      conditions: { ...anything, keywords: words("any", ["一天喂几顿", "喂养", "喂多少", "换粮", "断奶"]) },
      actions: [{ kind: "reply", text: "{nickname} 可以先看群公告里的喂养表，值班的姐妹也会来答。", mention: true }],
      coolDown: { memberMinutes: 30, groupMinutes: 5 },
    }),
    rule("健康问题要有人跟进", {
      conditions: { ...anything, keywords: words("any", ["呕吐", "拉稀", "发烧", "腰椎", "不吃饭", "便血"]) },
      actions: [
        { kind: "task", title: "健康问题：当天回访" },
        { kind: "tag", tag: "健康咨询" },
      ],
      priority: 80,
    }),
    rule("深夜不发链接（新成员，晚上十点到早上七点，全部上海同城群）", {
      mode: "dry",
      conditions: {
        ...anything,
        contact: ["link", "phone"],
        newcomer: true,
        communityIds: org.communities.slice(0, 1).map(({ id }) => id),
        between: { from: "22:00", until: "07:00" },
      },
      actions: [{ kind: "hold" }, { kind: "warn", text: "新成员夜里先不发链接，早上七点后再发就好。" }],
      stopsHere: true,
    }),
    rule("链接观察", {
      mode: "dry",
      conditions: { ...anything, contact: ["link"] },
      actions: [{ kind: "task", title: "看一眼这条链接" }],
    }),
    rule("互相谩骂", {
      mode: "off",
      conditions: { ...anything, keywords: words("all", ["滚", "傻"]) },
      actions: [
        { kind: "mute", minutes: 60 },
        { kind: "warn", text: "有话好好说。" },
      ],
    }),
    rule("会员店售后", {
      conditions: {
        ...anything,
        keywords: words("exact", ["售后", "退货", "人工"]),
        groupIds: org.groups.slice(-3).map(({ id }) => id),
        groupTags: ["答疑"],
        memberTags: ["年卡"],
      },
      actions: [
        { kind: "reply", text: "已经叫了客服，两小时内有人接。", mention: true },
        { kind: "task", title: "售后接待" },
      ],
    }),
  ];
  const ids: string[] = [];
  for (const body of wanted) ids.push((await owner.call<{ id: string }>("POST", "/rules", body)).id);
  return ids[1] ?? "";
}
