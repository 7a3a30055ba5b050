import type { Messages } from "./messages.ts";
import { zh } from "./zh.ts";
export const en: Messages = zh;
