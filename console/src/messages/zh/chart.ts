/** Names of the lines and bars in charts. */
export const chart = {
  messages: "消息",
  active: "说话的人（右轴）",
  joins: "进群",
  leaves: "离开",
};
