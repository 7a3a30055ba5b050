/** A company in which every field of every answer has something to say. */
export const stageCorpid = "ww00000000000000aa";

export const stageCorp = {
  corpid: stageCorpid,
  name: "样例企业",
  industry: "medical",
  is_open_platform_bound: true,
  departments: [
    { id: 2, name: "销售部" },
    { id: 3, name: "客服部" },
  ],
  staff: [
    { userid: "zhangsan", name: "张三", departments: [2] },
    { userid: "lisi", name: "李四", departments: [2, 3] },
  ],
  apps: [
    { agentid: 1_000_014, name: "客户助手", secret: "app", parties: [1], users: ["zhangsan"] },
    { agentid: 1_000_015, name: "客户联系", secret: "system", kind: "customer_contact", has_legacy_secret: true },
    { agentid: 1_000_016, name: "通讯录同步", secret: "sync", kind: "contact_sync", hears_staff_details: true },
  ],
  tags: [{ group_name: "等级", tags: ["新客", "常客"] }],
  customers: [{ external_userid: "wmCustomer", name: "小林", gender: 2 }],
};

export const company = {
  corp_name: "海边书店",
  corp_full_name: "海边书店有限公司",
  position: "店长",
  external_attr: [
    { type: 0, name: "爱好", text: { value: "读书" } },
    { type: 1, name: "主页", web: { url: "https://shop.example", title: "书店" } },
    { type: 2, name: "小程序", miniprogram: { appid: "wx1", pagepath: "/index", title: "书单" } },
  ],
};

export const profile = {
  mobile: "13800000000",
  email: "a@shop.example",
  biz_mail: "a@wecom.work",
  alias: "小张",
  telephone: "020-1",
  address: "广州",
  direct_leader: ["zhangsan"],
  leads: [2],
  attributes: [
    { name: "爱好", text: "跑步" },
    { name: "主页", title: "主页", url: "https://shop.example" },
  ],
} as const;
