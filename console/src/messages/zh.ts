import { app } from "./zh/app.ts";
import { chart } from "./zh/chart.ts";
import { entry } from "./zh/entry.ts";
import { groups } from "./zh/groups.ts";
import { moderation } from "./zh/moderation.ts";
import { overview } from "./zh/overview.ts";
import { fields, problems } from "./zh/problems.ts";
import { rules } from "./zh/rules.ts";
import { words } from "./zh/words.ts";

/** All texts in Chinese, the source of truth: other languages are typed by it. */
export const zh = { app, chart, entry, fields, groups, moderation, overview, problems, rules, words };
