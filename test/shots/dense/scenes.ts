import { setTimeout as pause } from "node:timers/promises";
import { messageKey } from "../../../bench/console-session.ts";
import { enter, type Person, type Said, say, upload } from "./act.ts";
import { type Crowd, leadTo } from "./crowd.ts";
import { paintPicture } from "./paint-picture.ts";
import { advertisements, picked } from "./talk.ts";

/** Those whose phones the pictures show. */
export interface Cast {
  /** In the first group, with a history of her own. */
  readonly member: Person;
  /** Caught twice today. */
  readonly muted: Person;
  /** Has left the only group he was in. */
  readonly leaver: Person;
}

/** Lets the three in whose screens are photographed. */
export async function bePerson({ origin, owner, org, present }: Crowd, at: number): Promise<Cast> {
  const [first] = org.groups;
  const second = org.groups.find(({ community }) => community.id !== first?.community.id);
  if (!first || !second) throw new Error("there are no groups");
  await owner.call("PATCH", `/live-codes/${first.community.codeId}`, { groupIds: [first.id] });
  const { code } = first.community;
  const member = await enter(origin, { code, nickname: "小满" });
  const muted = await enter(origin, { code, nickname: "省钱小能手" });
  const leaver = await enter(origin, { code, nickname: "路过" });
  await leaver.session.call("POST", `/h5/groups/${first.id}/leave`);
  present.get(first.id)?.push(member);
  await leadTo(owner, org, first);
  await owner.call("PATCH", `/members/${member.memberId}`, {
    tags: ["柯基", "新手", "爱提问", "线下活动常客", "年卡"],
    note: "三个月的柯基，叫拿铁。周末常来公园，帮忙拍照。周医生答疑那场的主持人选。",
  });
  const elsewhere = await enter(origin, { code: second.community.code, nickname: member.nickname, as: member });
  await say(member, { groupId: elsewhere.groupId, at, text: "大家好，家里有拿铁和一只橘猫，来学学怎么让它们好好相处" });
  return { member, muted, leaver };
}

/** The last hour of the first group: pictures, replies, names, reactions, a recall, the owner's word. */
export async function talkOfTheEvening({ origin, owner, org, present }: Crowd, { member }: Cast): Promise<void> {
  const [first] = org.groups;
  const people = present.get(first?.id ?? "") ?? [];
  if (!first) throw new Error("there is no first group");
  const groupId = first.id;
  const start = Date.now() - 60 * 60_000;
  const at = (minute: number): number => start + minute * 60_000;
  const [potato, zhe, alpha, long, latin] = [
    "土豆妈",
    "阿哲",
    "阿尔法",
    "杨浦滨江柯基爸爸和两只小短腿呀",
    "Maximiliana_vd_Corgi",
  ].map((name) => people.find(({ nickname }) => nickname === name) ?? picked(people, name.length));
  if (!potato || !zhe || !alpha || !long || !latin) throw new Error("somebody is missing");
  const photo = async (who: Person, size: { width: number; height: number }, hue: number) =>
    upload(origin, who, paintPicture(size, hue));

  const asked = await say(member, { groupId, at: at(2), text: "拿铁三个月了，一天喂几顿合适？早晚各一顿够吗" });
  const answer = await say(potato, {
    groupId,
    at: at(4),
    text: "三到六个月一天三顿，少量多次，别一次喂饱。@阿尔法 家有喂养表",
    mentions: [alpha.memberId],
    ...(asked ? { replyTo: asked.id } : {}),
  });
  const table = await say(alpha, {
    groupId,
    at: at(7),
    text: "",
    pictureId: await photo(alpha, { width: 1440, height: 1080 }, 205),
  });
  await say(alpha, { groupId, at: at(8), text: "昨天傍晚在世纪公园，跑完这一圈回家倒头就睡" });
  const long1 = await say(long, {
    groupId,
    at: at(12),
    text: "我家两只都是六个月以后改成一天两顿的，先看体重曲线，再看便便，软就减一点，硬就加一点水，别的不用太焦虑。",
  });
  await say(latin, {
    groupId,
    at: at(15),
    text: "See https://paws.example/guides/corgi-feeding?from=group&month=3 for the table, 体重按克算",
  });
  await say(zhe, { groupId, at: at(21), text: "", pictureId: await photo(zhe, { width: 900, height: 1600 }, 28) });
  await say(member, { groupId, at: at(24), text: "太可爱了 😂", ...(long1 ? { replyTo: long1.id } : {}) });
  const gone = await say(member, { groupId, at: at(59), text: "发错群了" });
  await say(member, { groupId, at: at(30), text: "谢谢大家，晚上就照着改，先从三顿开始" });
  await say(zhe, { groupId, at: at(38), text: "@小满 周六九点公园东门，来吗", mentions: [member.memberId] });
  await say(member, { groupId, at: at(41), text: "来" });
  if (gone) await member.session.call("POST", `/h5/groups/${groupId}/messages/${gone.id}/recall`);
  await react({ groupId, people: people.slice(0, 9), member }, [answer, table, long1]);
  await owner.call("POST", `/groups/${groupId}/messages`, {
    key: messageKey(Date.now()),
    text: "周五晚上八点周医生来，问题先发出来，我按顺序整理给他。",
  });
  await report({ present, org }, { potato, long, latin });
}

/** Neighbours take to what was said, each in his own way; the member thanks for the answer. */
async function react(
  { groupId, people, member }: { groupId: string; people: readonly Person[]; member: Person },
  [answer, picture, advice]: readonly (Said | undefined)[],
): Promise<void> {
  const put = async (who: Person, said: Said | undefined, emoji: string): Promise<void> => {
    if (said) await who.session.call("PUT", `/h5/groups/${groupId}/messages/${said.id}/reaction`, { emoji, on: true });
  };
  for (const [n, person] of people.entries()) {
    if (n % 3 > 0) await put(person, answer, "👍");
    if (n % 3 < 2) await put(person, picture, n % 2 ? "❤️" : "😂");
    if (n % 3 === 1) await put(person, advice, "🙏");
  }
  await put(member, answer, "👍");
}

/** A few lines that neighbours find wrong. */
async function report(
  { present, org }: Pick<Crowd, "present" | "org">,
  { potato, long, latin }: { potato: Person; long: Person; latin: Person },
): Promise<void> {
  const groupId = org.groups[0]?.id ?? "";
  const people = present.get(groupId) ?? [];
  const suspects = [
    { text: "我朋友店里的冻干打五折，需要的私我", reason: "ad", note: "第三次在群里卖东西了，私信也发过，挺烦的。" },
    { text: "这位家长住哪栋楼我知道，直接上门去问", reason: "privacy", note: "" },
    { text: "不会养就别养，笑死", reason: "abuse", note: "新手问问题被这样说，不合适" },
    { text: "转账截图我发你了，先款后货", reason: "fraud", note: "" },
  ];
  for (const [n, { text, reason, note }] of suspects.entries()) {
    const said = await say(picked(people, 12 + n), { groupId, at: Date.now() - (9 - n) * 60_000, text });
    if (!said) continue;
    for (const reporter of n === 0 ? [potato, long, latin] : [potato])
      await reporter.session.call("POST", `/h5/groups/${groupId}/messages/${said.id}/report`, { reason, note });
  }
}

/** Advertisers come, are held, warned, muted and removed, one after the other in different groups. */
export async function catchAdvertisers({ origin, owner, org }: Crowd, now: number): Promise<void> {
  const names = ["省钱小能手二号", "兼职助理小雅", "狗粮批发老李", "A 宝妈创业导师（看签名）", "日结团队客服"];
  for (const [n, nickname] of names.entries()) {
    const group = picked(org.groups, n * 3);
    await leadTo(owner, org, group);
    const advertiser = await enter(origin, { code: group.community.code, nickname });
    for (let offence = 0; offence <= n % 3; offence++) {
      await say(advertiser, {
        groupId: advertiser.groupId,
        at: now - (40 - n * 5 - offence) * 1_000,
        text: picked(advertisements, n + offence),
      });
      await pause(250);
    }
  }
}

/** What the staff did about it: a case taken back, a report settled, tasks given and done, somebody blocked. */
export async function keepOrder({ owner, org, origin }: Crowd, { muted }: Cast): Promise<void> {
  const groupId = org.groups[0]?.id ?? "";
  for (const text of advertisements.slice(0, 2)) {
    await say(muted, { groupId, at: Date.now(), text });
    await pause(1_200);
  }
  type List<T> = { items: T[] };
  const cases = await owner.call<List<{ id: string; step: string }>>("GET", "/cases");
  for (const [n, { id }] of cases.items
    .filter(({ step }) => step === "mute")
    .slice(1, 3)
    .entries())
    await owner.call("POST", `/cases/${id}/undo`, { note: n === 0 ? "是来问品牌的，误会了" : "" });
  const reports = await owner.call<List<{ id: string }>>("GET", "/reports");
  for (const [n, { id }] of reports.items.slice(0, 2).entries())
    await owner.call("POST", `/reports/${id}/settle`, { outcome: n === 0 ? "withdrawn" : "fine" });
  const tasks = await owner.call<List<{ id: string }>>("GET", "/tasks");
  const staff = Object.values(org.staffIds);
  for (const [n, { id }] of tasks.items.entries()) {
    if (n % 3 === 0) await owner.call("PUT", `/tasks/${id}/assignee`, { staffId: picked(staff.slice(0, 3), n) });
    if (n % 5 === 4) await owner.call("POST", `/tasks/${id}/close`, { state: n % 2 ? "done" : "dropped" });
  }
  const paused = org.groups[9];
  const archived = org.groups[8];
  if (paused) await owner.call("PATCH", `/groups/${paused.id}`, { state: "paused" });
  if (archived) await owner.call("PATCH", `/groups/${archived.id}`, { state: "archived" });
  await owner.call("PATCH", "/sending", { quietFrom: "22:30", quietUntil: "08:00", memberDayCap: 20 });
  await upload(origin, { session: owner }, paintPicture({ width: 1200, height: 900 }, 260), "/pictures").then(
    (pictureId) => owner.call("POST", `/groups/${groupId}/messages`, { key: messageKey(Date.now()), pictureId }),
  );
}
