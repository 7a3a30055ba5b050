import type { Detail, ProblemSentences } from "../messages.ts";

const seconds = (detail: Detail): number | undefined => {
  const raw = detail["retryAfterSeconds"] ?? detail["retryAfter"] ?? detail["seconds"];
  return typeof raw === "number" && raw > 0 ? Math.ceil(raw) : undefined;
};

const wait = (detail: Detail): string => {
  const left = seconds(detail);
  if (left === undefined) return "过几分钟";
  return left < 120 ? `${left} 秒后` : `${Math.ceil(left / 60)} 分钟后`;
};

const count = (detail: Detail, name: string, unit: string): string =>
  typeof detail[name] === "number" ? ` ${detail[name]} ${unit}` : "";

const byCode: ProblemSentences = {
  "input.invalid": "有一处填得不对，请检查后再提交。",
  "input.too_large": "内容太大，请减少一些再提交。",
  "request.key_missing": "页面版本太旧，请刷新后再试。",
  "request.key_reused": "这次操作和上次不同，请刷新后再试。",
  "request.in_progress": "上一次操作还在进行，稍等几秒再试，不会做两次。",
  "request.cross_site": "请求来自别的网站，已拒绝。请从控制台的地址打开再试。",
  "request.too_many": (d) => `操作太快了，请${wait(d)}再试。`,
  "route.not_found": "服务器没有这个功能，可能是版本不一致，请刷新页面。",
  "session.missing": "还没有登录，请先登录。",
  "session.expired": "登录已过期，请重新登录，填写的内容还在。",
  "permission.missing": "你的角色不能做这件事，需要的话请找管理员。",
  "login.failed": "账号或密码不对。忘了密码可以请管理员重设。",
  "login.throttled": (d) => `试错太多次，请${wait(d)}再登录。`,
  "setup.done_already": "企业已经建好了，请直接登录。",
  "system.unavailable": "服务器暂时没有回应，数据没有丢。稍等片刻再试，同一操作不会做两次。",
  "system.disk_full": "服务器磁盘满了，现在不能保存。请联系维护的人清出空间。",
  "system.bug": "服务器出错了，这次操作没有生效。",
  "staff.not_found": "没有这位员工，可能刚被移除。",
  "staff.account_taken": "这个账号名已经有人用了，换一个。",
  "staff.last_owner": "这是最后一位所有者，先让另一位员工成为所有者。",
  "staff.not_yourself": "不能停用自己或改自己的角色，请另一位管理员来做。",
  "staff.password_wrong": "现在的密码不对。",
  "staff.role_too_high": "不能给出或修改高于你自己的角色。",
  "community.not_found": "没有这个社群，可能已被删除。",
  "community.archived": "社群已归档，先恢复它再修改。",
  "community.has_groups": (d) => `还有${count(d, "groups", "个") || "开放的"}群没有归档，先归档它们，再归档社群。`,
  "group.not_found": "没有这个群。",
  "group.archived": "群已归档，不能再发言或加人。先把状态改回开放。",
  "group.full": "群已满员，可以提高人数上限或引导到下一个群。",
  "group.capacity_below_members": (d) => `人数上限不能低于现有的${count(d, "memberCount", "人") || "人数"}。`,
  "live_code.not_found": "没有这个群活码，可能已被删除。",
  "live_code.full": "活码里的群都满了。",
  "live_code.expired": "活码已过有效期。",
  "live_code.stopped": "活码已停用。",
  "live_code.not_yet": "活码还没到开始时间。",
  "live_code.name_taken": "已经有同名的活码，换个名字。",
  "member.not_found": "没有这位成员，可能已经删除了自己的数据。",
  "member.not_in_group": "成员已经不在这个群里。",
  "member.already_in_group": "成员已经在这个群里。",
  "member.blocked": "成员已被拉黑。",
  "member.consent_missing": "成员还没有同意隐私政策。",
  "message.not_found": "没有这条消息，可能已被删除。",
  "message.empty": "写点什么，或选一张图片再发。",
  "message.clock": "这台电脑的时间和服务器差得太多，刷新页面后再发。",
  "message.muted": "正在禁言中。",
  "message.read_only": "这个群现在只能看。",
  "message.too_fast": (d) => `发得太快，请${wait(d)}再发。`,
  "message.recall_too_late": "超过 2 分钟，不能撤回了。",
  "message.not_yours": "只能撤回自己的消息。",
  "message.gone": "消息已经不在了。",
  "message.reported_already": "这条消息已经举报过。",
  "picture.not_found": "没有这张图片，请重新选一张。",
  "picture.too_large": "图片超过 10 MB，请压缩后再传。",
  "picture.not_a_picture": "这个文件不是图片。可以传 JPEG、PNG、WebP 或 GIF。",
  "picture.too_many_pixels": "图片尺寸太大，请缩小后再传。",
  "action.not_found": "没有这次发送。",
  "action.not_unknown": "这次发送已经有结果了，刷新后可以看到。",
  "action.cannot_cancel": "已经开始发送，来不及取消。",
  "action.not_supported": "这个载体做不到这个动作。",
  "rule.not_found": "没有这条规则，可能已被归档。",
  "rule.invalid": (d) =>
    typeof d["reason"] === "string" ? ruleReason(d["reason"]) : "规则写得不完整，请检查条件和动作。",
  "case.not_found": "没有这条记录。",
  "case.undone_already": "已经有人撤销或处理过了，刷新后可以看到。",
  "task.not_found": "没有这条待办。",
  "task.closed": "这条待办已经有人处理了。",
  "demo.running": "演示数据正在制作或清除，等它做完再试。",
  "demo.absent": "没有演示数据可以清除。",
};

function ruleReason(reason: string): string {
  return `规则写得不完整：${reason}`;
}

/** Every refusal as a sentence: what happened and what to do. */
export const problems = {
  byCode,
  network: "连不上服务器，请检查网络后再试。再试不会做两次。",
  unexpected: "出了意料之外的错，请刷新页面后再试。",
  quote: (requestId: string) => `求助时请附上编号 ${requestId}。`,
  inputSomewhere: "有一处填得不对，请检查后再提交。",
  inField: (field: string, rule: string) => `「${field}」${rule}`,
  rules: {
    empty: "还没有填。",
    invalid: "格式不对。",
    tooSmall: (limit: string) => `不能少于 ${limit}。`,
    tooBig: (limit: string) => `不能超过 ${limit}。`,
  },
};

/** Field names as forms show them, for refusals that name a field. */
export const fields = {
  orgName: "企业名称",
  name: "名称",
  account: "账号",
  password: "密码",
  next: "新密码",
  current: "现在的密码",
  role: "角色",
  purpose: "目的",
  who: "什么样的人",
  what: "一起做什么",
  expectation: "期望约定",
  gives: "这里有",
  givesNot: "这里没有",
  replyHours: "回复时间",
  adRate: "广告频率",
  capacity: "人数上限",
  tags: "标签",
  announcement: "群公告",
  groupIds: "群",
  communityId: "社群",
  nameTemplate: "新群名称",
  maxGroups: "最多几个群",
  validFrom: "开始时间",
  validUntil: "结束时间",
  words: "关键词",
  keywords: "关键词",
  text: "内容",
  title: "标题",
  tag: "标签",
  minutes: "分钟",
  actions: "动作",
  priority: "优先级",
  memberMinutes: "同一成员冷却",
  groupMinutes: "同一个群冷却",
  quietFrom: "静默时段开始",
  quietUntil: "静默时段结束",
  memberDayCap: "每人每天上限",
  groupDayCap: "每群每天上限",
  pausedReason: "暂停原因",
  decayDays: "遗忘天数",
  muteMinutes: "禁言分钟",
  muteAt: "第几次禁言",
  removeAt: "第几次移出",
  warnText: "警告文字",
  trustAfter: "信任所需消息数",
  note: "备注",
  reason: "原因",
  q: "搜索词",
};
