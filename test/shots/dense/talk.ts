/** What people say in groups of pet owners. */
export const questions: readonly string[] = [
  "三个月的小柯基一天喂几顿合适？",
  "疫苗打到第几针可以出门？",
  "有没有靠谱的宠物医院？",
  "换季掉毛怎么办？",
  "狗狗早上拉稀，要不要去医院？",
  "驱虫药是体内体外一起用吗？",
  "谁家有闲置的航空箱？",
];

export const lines: readonly string[] = [
  "三到六个月一天三顿，少量多次，别一次喂饱。",
  "第三针打完一周以后，先走人少的地方。",
  "我家那只掉毛掉到可以再织一只",
  "收到",
  "谢谢大家，学到了",
  "周六早上九点，公园东门集合，带上水和拾便袋。",
  "求推荐的话我站杨浦那家，周医生看得很细，就是周末要排队，上次等了三个小时，机器还坏了一台，最好提前一天打电话约好时间再去。",
  "梳毛选针梳，一周三次就好，洗澡别太勤。",
  "哈哈哈太可爱了",
  "这款粮我家吃了半年，便便成形，毛也亮，就是价格涨得快，双十一囤了四袋。",
  "明天下雨，改到周日吧",
  "体重多少？超过十二公斤要换大一号的牵引绳",
  "+1",
  "可以先录一段视频发上来，大家一起看看步态",
  "刚到家，小家伙累得直接睡着了 😂",
  "兽医说关节没问题，先减重一斤半",
  "资料在这里 https://paws.example/guides/corgi-feeding?from=group&month=3",
  "早上好，今天空气不错，适合出门",
];

/** What the starter rules hold back, in the shapes it comes in. */
export const advertisements: readonly string[] = [
  "加微信 vx88990011 兼职刷单日结三百",
  "加薇信 vx88990012 刷单返利日结",
  "➕V vx88990013 兼职刷单，无押金",
  "宝妈在家兼职，日入五百，加 vx paws_6677 详聊，名额有限先到先得",
  "低价出进口狗粮，正品批发，VX：gouliang2026",
];

export const picked = <T>(items: readonly T[], n: number): T => {
  const item = items[n % items.length];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
};
