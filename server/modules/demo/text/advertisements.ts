/** What strangers with something to sell write. Said live at the end, so that the rules catch it as they would any. */
export const advertisements: readonly string[] = [
  "姐妹们在家就能做的兼职，日结三百，加V：petjob886 详聊",
  "宠物用品厂家一手货源，想要的加薇信 chongwu2026",
  "刷单返利，动动手指一天两百，感兴趣的➕微 zhuanqian_66",
  "免费领狗粮，名额有限，扫码进群领取，加我微信 freefood99",
];
