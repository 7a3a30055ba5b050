import { actions, carriers } from "./zh/actions.ts";
import { app } from "./zh/app.ts";
import { chart } from "./zh/chart.ts";
import { communities } from "./zh/communities.ts";
import { entry } from "./zh/entry.ts";
import { groups } from "./zh/groups.ts";
import { liveCodes } from "./zh/live-codes.ts";
import { members } from "./zh/members.ts";
import { moderation } from "./zh/moderation.ts";
import { overview } from "./zh/overview.ts";
import { fields, problems } from "./zh/problems.ts";
import { rules } from "./zh/rules.ts";
import { segments } from "./zh/segments.ts";
import { settings } from "./zh/settings.ts";
import { tasks } from "./zh/tasks.ts";
import { words } from "./zh/words.ts";

/** All texts in Chinese, the source of truth: other languages are typed by it. */
export const zh = {
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
