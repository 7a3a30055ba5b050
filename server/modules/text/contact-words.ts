/** What a word says about a line that might hand out a contact. */
export type ContactWordKind =
  /** Asks the reader to get in touch. */
  | "intent"
  /** Asks as well, but people who share a parcel say it with a number, too. */
  | "reach"
  /** Asks, but stands in many other sentences too: counts only beside an id or a lure. */
  | "weak"
  /** Names an account elsewhere. */
  | "contact"
  | "group"
  /** Promises something for coming. */
  | "lure"
  /** Speaks about contacts, and against them. */
  | "warning"
  /** A number follows that is no account. */
  | "number"
  /** Contains the words above but means something else. */
  | "innocent";

/** Written as the second reading has them (see `homophones.ts`): VX, 薇信 and the like are 微信 here. */
export const contactWords: Readonly<Record<ContactWordKind, string>> = {
  intent: `加 添加 私聊 私信 私我 私窝 咨询 详询 详聊 详谈 扫码 扫一扫 扫描 撩我 滴滴我 戳我 敲我 扣我 扣1 加我 私戳 戳 勾搭 换个`,
  reach: `联系 联络 联系我 找我 对接 联系方式`,
  weak: `进 入 找 搜 来 拉 扫 扣 私 留 关注 滴滴`,
  contact: `微信 weixin wei信 微xin wechat wxid qq 企鹅 企鹅号 巧鹅 乞鹅 绿泡泡 telegram 电报号 纸飞机 飞机号 whatsapp 微信号 同号`,
  group: `群 qq群 微信群 群号`,
  lure: `免费 领取 领 福利 名额 资料 了解 兼职 赚 返利 内部 优惠 红包 价格 特价 低价 货源 资源 视频 上车 稳定 日结 带你 导师 老师带 收益
    推荐 一手 厂家 批发 送 福利群 内购 接单 刷单 有偿 招 干货 看片 约`,
  warning: `别加 不要加 勿加 不加 没加 不能加 不许加 禁止加 谁加 谨防 小心 当心 骗 诈骗 警惕 举报 冒充 假冒 陌生人 盗号 被盗 禁止 严禁`,
  number: `订单 单号 订单号 快递 运单 编号 流水 卡号 账单 序列号 验证码 取件码 学号 工号 会员号 型号 身份证 房号 尾号 税号 车牌 条码 货号`,
  innocent: `微信支付 微信付 微信转 微信收 微信红包 微信步数 微信运动 微信读书 微信小程序 微信公众号 微信收款 微信提现 微信余额 微信头像 微信昵称
    微信名 微信电脑版 微信版本 微信登录 微信表情 微信聊天 微信消息 微信记录 微信通知 微信里 微信上 微信群里 微信发 企业微信 微信视频号
    加油 加班 加入购物车 加购 加入 参加 增加 更加 添加剂 加上 加热 加水 加湿 加盟 加菲 加强 加速 加载 加餐 加价 加量 加大 加急 加工
    加个鸡腿 加1 加2 加一个 加我一个 加我一份 加我1个 加我1 加一份 加1份 加个人 加个菜 加衣 加粗 加微波 加微量 加微型 加微距
    加微调 加微笑 加微妙 加微弱 加微胖 加微辣 加微糖 更加微 加微薇 加微娅 加微诺 加微婷 附加 追加 加减 加拿大 加利 加料 加糖 加冰 加辣 加蛋 加肉 加绒
    加厚 加长 加宽 加固 加油站 加分 加倍 加仓 加班费 加塞 加密 加权 加微认证 微认证 大微 微领毛 微领衫 微领t 微领上 微领针 微领连 微领裙 微领衣 微领的 件微领 条微领 微脸 微字 微型 微形 微口 加微会员 加会员
    扣款 扣分 扣钱 扣费 扣除 扣子 折扣 回扣 扣税 扣押 私人 私房 私家 私下 自私 隐私 走私 私立 公私 扫地 扫雪 扫墓 打扫 扫兴 扫街 清扫
    找到 找不到 找回 找零 进口 进步 进度 进去 进来 进行 先进 改进 入口 收入 输入 入门 入睡 入学 入园 深入 投入 进货 进门 进食
    没联系 联系不上 联系上 保持联系 联系起来 关系 联系电话 联系人 有联系 失去联系
    刚进群 刚入群 刚加群 新进群 新入群 怎么进群 进群后 进群前 已进群 想进群 我进群 加群主 进不了群 退群 拉黑
    群主 群公告 群里 群友 群聊 群规 群内 群员 群名片 群成员 群管理 群文件 群昵称 群相册 人群 羊群 这个群 咱们群 本群 群接龙 群名 群体 狗群 鱼群
    qq糖 qq飞车 qq音乐 qq弹弹 qq邮箱 qq浏览器 qq农场 qq表情 qq头像 q弹 qq空间 qq秀
    大v 1v1 v领 v脸 v字 v型 v形 v口 权威信 微信用 诚信 自信 相信 安徽信`,
};

/** A few units between an intent and a contact that show someone else is meant: 加你微信了. */
export const otherPerson = "你您她他它了过上不到错谁";

/** May stand between a contact word and its id: 微信号是：abc123. */
export const idFillers = "号码是为搜我账加一下客服同";

/** Behind a number they make it an amount or a date, not an account. */
export const unitsOfMeasure = "元块人步年月日点万个次版天分秒条斤位名克米岁折件只张份期级千百路楼栋室层届集章页";
