/** What a member is told when he is muted: until when, why, and where to turn. */
export function muteNotice(mute: {
  readonly until: Date;
  readonly ruleName: string;
  readonly timeZone: string;
}): string {
  const until = new Intl.DateTimeFormat("zh-CN", {
    timeZone: mute.timeZone,
    hourCycle: "h23",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(mute.until);
  return `你的消息碰到了规则「${mute.ruleName}」，没有发到群里。到 ${until} 之前不能在本群发言。觉得不对，可以联系群主，会有人复核。`;
}
