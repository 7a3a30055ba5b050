import type { Undos } from "../kernel/undo.ts";
import * as groups from "../modules/groups/index.ts";
import * as members from "../modules/members/index.ts";
import * as messaging from "../modules/messaging/index.ts";
import * as moderation from "../modules/moderation/index.ts";
import * as rules from "../modules/rules/index.ts";
import * as tasks from "../modules/tasks/index.ts";

/** How acts are taken back, by the modules that own what they changed. The org's own are its own matter. */
export const allUndos: Undos = {
  ...tasks.undos,
  ...members.undos,
  ...groups.answers.undos,
  ...messaging.undos,
  ...rules.undos,
  ...moderation.undos,
};
