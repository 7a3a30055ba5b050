import type { Messages } from "../messages.ts";

export const chart: Messages["chart"] = {
  messages: "Messages",
  active: "People who spoke (right)",
  joins: "Joined",
  leaves: "Left",
};
