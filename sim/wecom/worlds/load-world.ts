import { readFileSync } from "node:fs";
import { refuse } from "../refusal.ts";
import type { Corp } from "../world/corp.ts";
import type { World } from "../world/world.ts";
import { buildLargeCorp, largePlan, type LargePlan } from "./large-world.ts";
import { describeSmallCorp } from "./small-world.ts";
import { readCorp, readSettings, worldFields } from "./world-file.ts";

/** Adds the corps of a world that comes with the simulator. */
export function addNamedWorld(world: World, name: string, plan: Partial<LargePlan> = {}): Corp[] {
  const at = { chance: world.chance, seconds: world.clock.seconds() };
  const corpid = `ww${world.chance.hex(16)}`;
  if (name === "large") return [keep(world, buildLargeCorp({ ...largePlan, ...plan }, { ...at, corpid }))];
  if (name !== "small") return refuse(40058, `there is no world called ${name}: small, large, or a file`);
  const id = (prefix: string) => world.chance.id(`${prefix}Qd`, 32);
  return [keep(world, readCorp(describeSmallCorp({ corpid, id }), at))];
}

/** Adds the corps of a description, and takes its settings. */
export function addDescribedWorld(world: World, description: unknown): Corp[] {
  const file = worldFields.read(description, "");
  if (file.settings !== undefined) world.settings = readSettings(file.settings);
  const at = { chance: world.chance, seconds: world.clock.seconds() };
  return file.corps.map((entry) => {
    if (world.corps.has(entry.corpid)) refuse(40058, `corp ${entry.corpid} is there already`);
    return keep(world, readCorp(entry, at));
  });
}

/** `small`, `large`, or the path of a description. */
export function loadWorld(world: World, nameOrPath: string, plan: Partial<LargePlan> = {}): Corp[] {
  if (nameOrPath === "small" || nameOrPath === "large") return addNamedWorld(world, nameOrPath, plan);
  return addDescribedWorld(world, JSON.parse(readFileSync(nameOrPath, "utf8")));
}

function keep(world: World, corp: Corp): Corp {
  world.corps.set(corp.corpid, corp);
  return corp;
}
