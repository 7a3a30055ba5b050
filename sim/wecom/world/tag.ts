import type { Corp } from "./corp.ts";
import { changeTags } from "./customer.ts";
import { refuse } from "../refusal.ts";

/** Of the whole corp, or of one rule group (规则组) when it has a strategy. */
export interface TagGroup {
  readonly group_id: string;
  group_name: string;
  readonly create_time: number;
  order: number;
  readonly strategy_id: number | undefined;
  /** The app that made it; undefined: people, in the client or the console. */
  readonly madeBy: number | undefined;
  isDeleted: boolean;
  /** Deleted ones stay, so that one who asks by id is told. */
  readonly tags: Tag[];
}

export interface Tag {
  readonly id: string;
  name: string;
  readonly create_time: number;
  order: number;
  readonly group_id: string;
  readonly madeBy: number | undefined;
  isDeleted: boolean;
}

export interface TagGroupDraft {
  readonly group_name: string;
  readonly order: number;
  readonly strategy_id: number | undefined;
  readonly madeBy: number | undefined;
}

/** What of a new thing the caller cannot know: its id and the second it came to be. */
export interface Birth {
  readonly id: string;
  readonly at: number;
}

export function addTagGroup(corp: Corp, birth: Birth, draft: TagGroupDraft): TagGroup {
  const group: TagGroup = { group_id: birth.id, create_time: birth.at, isDeleted: false, tags: [], ...draft };
  corp.tagGroups.set(group.group_id, group);
  return group;
}

export function addTag(
  corp: Corp,
  birth: Birth,
  draft: {
    readonly group: TagGroup;
    readonly name: string;
    readonly order: number;
    readonly madeBy: number | undefined;
  },
): Tag {
  const { group, name, order, madeBy } = draft;
  const tag: Tag = {
    id: birth.id,
    name,
    create_time: birth.at,
    order,
    group_id: group.group_id,
    madeBy,
    isDeleted: false,
  };
  group.tags.push(tag);
  corp.tags.set(tag.id, tag);
  return tag;
}

export function countTags(corp: Corp): number {
  let count = 0;
  for (const tag of corp.tags.values()) if (!tag.isDeleted) count++;
  return count;
}

export function listLivingTags(group: TagGroup): Tag[] {
  return group.tags.filter((tag) => !tag.isDeleted);
}

export function findLivingGroupByName(corp: Corp, name: string, strategyId: number | undefined): TagGroup | undefined {
  for (const group of corp.tagGroups.values()) {
    if (!group.isDeleted && group.group_name === name && group.strategy_id === strategyId) return group;
  }
  return undefined;
}

/** A tag, or a group with all its tags, and from every customer. A group without tags does not exist. */
export function deleteTag(corp: Corp, target: Tag | TagGroup): void {
  if ("group_name" in target) {
    target.isDeleted = true;
    for (const tag of listLivingTags(target)) eraseTag(corp, tag);
    return;
  }
  eraseTag(corp, target);
  const group = corp.tagGroups.get(target.group_id);
  if (group && listLivingTags(group).length === 0) group.isDeleted = true;
}

function eraseTag(corp: Corp, tag: Tag): void {
  tag.isDeleted = true;
  for (const staff of corp.staff.values()) {
    for (const follow of staff.follows.values()) {
      if (follow.tags.includes(tag.id)) changeTags(follow, { add: [], remove: [tag.id] });
    }
  }
}

export function getTag(corp: Corp, id: string): Tag {
  const tag = corp.tags.get(id);
  return tag && !tag.isDeleted ? tag : refuse(40068, `tag ${id}`);
}
