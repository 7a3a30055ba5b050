import { permissionsOf } from "../../../contract/permissions.ts";
import type { Role } from "../../../contract/permissions.ts";
import { createSeeded, daysAgo, idOf, minutesAgo } from "./seeded.ts";

const names = ["林悦", "周行舟", "陈一诺", "Alexandra Montgomery-Whitfield", "何苗", "罗小满", "唐果"] as const;
const roleOf: readonly Role[] = ["owner", "admin", "operator", "operator", "service", "service", "viewer"];

/** Colleagues, one of every role. */
export const staff = names.map((name, i) => ({
  id: idOf(1, i),
  account: `user${i}@zhuazhua.example`,
  name: name.slice(0, 20),
  role: roleOf[i] ?? "viewer",
  scope: null,
  disabled: i === 5,
  lastSeenAt: i === 6 ? null : minutesAgo(i * 47),
}));

/** Who is signed in, as a colleague of the given role. */
export function buildMe(role: Role) {
  const me = staff.find((one) => one.role === role) ?? staff[0];
  if (!me) throw new Error("there are colleagues");
  return {
    staff: me,
    org: { id: idOf(0, 1), name: "爪爪同城养宠俱乐部", timeZone: "Asia/Shanghai" },
    permissions: [...permissionsOf[role]],
    isDemo: true,
  };
}

const nicknames = [
  "小满",
  "豆豆妈妈",
  "柯基阿福",
  "橘座今天也很胖",
  "三花",
  "布偶糯米",
  "阿拉斯加不拉雪橇",
  "北城夜猫",
  "麦芽糖",
  "一只会后空翻的边牧和它忙碌的主人",
  "Momo",
  "雪球",
  "拾光",
  "老王遛狗",
  "青柠",
  "Kitty",
  "团子",
  "皮蛋瘦肉粥",
  "大橘为重",
  "木木",
] as const;
const memberTags = ["柯基", "猫", "新手", "繁育", "朝阳", "海淀", "老用户", "志愿者", "领养"] as const;

const chance = createSeeded(7);

/** Members with short and very long nicknames. */
export const members = Array.from({ length: 90 }, (_, i) => ({
  id: idOf(2, i),
  nickname: `${nicknames[i % nicknames.length] ?? "小满"}${i >= nicknames.length ? Math.floor(i / nicknames.length) : ""}`,
  tags: [...new Set([chance.pick(memberTags), chance.pick(memberTags), chance.pick(memberTags)])].slice(0, i % 4),
  note: i % 9 === 0 ? "愿意周末帮忙带新人，家里有两只猫。" : "",
  groupCount: 1 + (i % 3),
  firstJoinedAt: daysAgo(i + 1),
  lastActiveAt: i % 11 === 0 ? null : minutesAgo(i * 131),
  isBlocked: i % 23 === 5,
}));
