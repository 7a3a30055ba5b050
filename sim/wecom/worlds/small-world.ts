import { corpFields } from "./world-file.ts";

const staff = [
  { userid: "chenjie", name: "陈洁", departments: [2], position: "社群运营" },
  { userid: "liuyang", name: "刘洋", departments: [2], position: "社群运营" },
  { userid: "zhaomin", name: "赵敏", departments: [3], position: "店长" },
  { userid: "sunwei", name: "孙伟", departments: [3], position: "店员", has_customer_contact: false },
  { userid: "admin", name: "何总", departments: [1], position: "负责人" },
];

const apps = [
  { agentid: 1_000_002, name: "社群助手", ips: ["127.0.0.1", "::1"], parties: [1] },
  { agentid: 1_000_003, name: "门店看板", ips: ["127.0.0.1", "::1"], parties: [3] },
  { agentid: 2_000_001, name: "通讯录同步", kind: "contact_sync", can_call_customer_apis: false },
];

const tags = [
  { group_name: "客户等级", tags: ["新客", "常客", "会员"] },
  { group_name: "口味", tags: ["美式", "拿铁", "手冲"] },
];

/** A coffee chain with three shops: enough of everything to try each act by hand. */
export function describeSmallCorp(seed: { readonly corpid: string; readonly id: (prefix: string) => string }) {
  const people = [
    "林晓梅",
    "周大海",
    "Momo",
    "阿豪",
    "吃不胖的小陈",
    "青青子衿",
    "老王爱喝美式",
    "Vivian",
    "小鱼干",
    "麦冬",
  ];
  const customers = people.map((name, at) => ({
    external_userid: seed.id("wm"),
    name,
    gender: [1, 2, 0][at % 3],
    follows: at < 8 ? [{ userid: at % 2 === 0 ? "chenjie" : "liuyang", tags: at % 3 === 0 ? ["常客"] : [] }] : [],
  }));
  const members = (from: number, to: number) =>
    customers.slice(from, to).map(({ external_userid }) => ({ id: external_userid, invitor: "chenjie" }));
  return corpFields.read(
    {
      corpid: seed.corpid,
      name: "四季咖啡",
      is_open_platform_bound: true,
      departments: [
        { id: 2, name: "运营部" },
        { id: 3, name: "静安店" },
      ],
      staff,
      apps,
      tags,
      customers,
      groups: [
        {
          chat_id: seed.id("wr"),
          name: "四季咖啡福利 1 群",
          owner: "chenjie",
          notice: "每周三会员日",
          members: members(0, 6),
        },
        { chat_id: seed.id("wr"), name: "静安店老友群", owner: "zhaomin", members: members(4, 9) },
        { chat_id: seed.id("wr"), owner: "liuyang", members: members(6, 8) },
      ],
    },
    "",
  );
}
