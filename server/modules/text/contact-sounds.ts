/** Characters that stand for others in disguised contact words: by sound, or by looks. */
export const likeWei = "薇葳威徽溦";
/** Read as 微 behind 加 even without 信: these two stand in few other words. */
export const likeWeiAlone = "薇葳";
export const likeXin = "x心芯欣鑫忻馨昕伩";
export const likeJia = "嘉咖茄伽迦珈";
export const likeKou = "扣抠蔻叩筘";
export const likeQun = "裙";

/** Folded characters that may be read as another: only where one stands a second reading is tried. */
export const ambiguousCharacters = `vw${likeWei}${likeXin}${likeJia}${likeKou}${likeQun}`;
