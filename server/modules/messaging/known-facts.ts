import { findGroups } from "../groups/index.ts";
import { findMembers } from "../members/index.ts";
import { FactsCache } from "./facts-cache.ts";

export const knownGroups = new FactsCache(findGroups);
export const knownMembers = new FactsCache(findMembers);
