import type { Messages } from "../messages.ts";

export const tasks: Messages["tasks"] = {
  title: "Tasks",
  note: "What rules, reports and carriers leave to people. The oldest come first.",
  mine: "Only mine",
  state: "State",
  empty: "Nothing to do",
  emptyBody:
    "When a rule wants a person to answer, a carrier needs a hand, or a send's outcome is unknown, one more stands here.",
  emptyClosed: "Nothing here yet",
  copy: "Copy text",
  done: "Done",
  drop: "Drop",
  reopen: "Reopen",
  closedAs: { done: "Done", dropped: "Dropped" },
  reopened: "Reopened",
  assign: "Give to",
  nobody: "Nobody has it",
  assigned: (name) => `${name} has it now`,
  unassigned: "Put back for anybody",
  openGroup: "To the group",
  openMember: "See the member",
  openAction: "See the send",
  since: (when) => `waiting since ${when}`,
  closedBy: (name, when) => `${name} · ${when}`,
};
