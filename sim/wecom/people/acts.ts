import type { Act } from "./act.ts";
import { customerActs } from "./customer-acts.ts";
import { membershipActs } from "./group-acts.ts";
import { groupLifeActs } from "./group-life-acts.ts";
import { staffActs } from "./staff-acts.ts";
import { tagActs } from "./tag-acts.ts";

/** Everything that people can do, by name. */
export const acts: ReadonlyMap<string, Act> = new Map(
  [...customerActs, ...membershipActs, ...groupLifeActs, ...staffActs, ...tagActs].map((act) => [act.name, act]),
);
