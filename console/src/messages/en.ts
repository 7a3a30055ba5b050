import { actions, carriers } from "./en/actions.ts";
import { app } from "./en/app.ts";
import { chart } from "./en/chart.ts";
import { communities } from "./en/communities.ts";
import { entry } from "./en/entry.ts";
import { groups } from "./en/groups.ts";
import { liveCodes } from "./en/live-codes.ts";
import { members } from "./en/members.ts";
import { moderation } from "./en/moderation.ts";
import { overview } from "./en/overview.ts";
import { fields, problems } from "./en/problems.ts";
import { rules } from "./en/rules.ts";
import { segments } from "./en/segments.ts";
import { settings } from "./en/settings.ts";
import { tasks } from "./en/tasks.ts";
import { words } from "./en/words.ts";
import type { Messages } from "./messages.ts";

/** All texts in English: complete, or it does not compile. */
export const en: Messages = {
  actions,
  app,
  carriers,
  chart,
  communities,
  entry,
  fields,
  groups,
  liveCodes,
  members,
  moderation,
  overview,
  problems,
  rules,
  segments,
  settings,
  tasks,
  words,
};
