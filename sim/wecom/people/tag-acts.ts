import { shuffleEvent, tagEvent } from "../callbacks/corp-event.ts";
import { list, optional, shape, text, whole, withDefault } from "../fields.ts";
import {
  addTag,
  addTagGroup,
  deleteTag,
  findLivingGroupByName,
  getTag,
  listLivingTags,
  type Tag,
  type TagGroup,
} from "../world/tag.ts";
import { act, type Act, impossible, type Scene } from "./act.ts";

const name = text({ maxChars: 30 });

function tellTag(scene: Scene, changeType: "create" | "update" | "delete", target: Tag | TagGroup): void {
  const isGroup = "group_name" in target;
  const group = isGroup ? target : scene.corp.tagGroups.get(target.group_id);
  const id = isGroup ? target.group_id : target.id;
  const type = isGroup ? "tag_group" : "tag";
  scene.world.tell(scene.corp, tagEvent(changeType, { id, type, strategyId: group?.strategy_id }));
}

function groupOfTags({ corp }: Scene, id: string): TagGroup {
  const group = corp.tagGroups.get(id);
  return group && !group.isDeleted ? group : impossible("no_tag_group", `没有标签组 ${id}`);
}

/** A tag or a tag group by its id. */
function findTarget(scene: Scene, id: string): Tag | TagGroup {
  return scene.corp.tagGroups.has(id) ? groupOfTags(scene, id) : getTag(scene.corp, id);
}

const addGroup = act({
  name: "admin_adds_tags",
  title: "新建标签组或标签",
  kind: "tag",
  input: shape({ group_name: name, tags: list(name, { min: 1 }), strategy_id: optional(whole()) }),
  perform: (scene, input) => {
    const { world, corp } = scene;
    const { strategy_id } = input;
    if (strategy_id !== undefined && !corp.strategies.has(strategy_id)) impossible("no_strategy", "没有这个规则组");
    const birth = () => ({
      id: world.chance.id(strategy_id === undefined ? "etQd" : "stQd", 32),
      at: world.clock.seconds(),
    });
    const known = findLivingGroupByName(corp, input.group_name, strategy_id);
    const group =
      known ?? addTagGroup(corp, birth(), { group_name: input.group_name, order: 0, strategy_id, madeBy: undefined });
    if (!known) tellTag(scene, "create", group);
    const taken = new Set(listLivingTags(group).map((tag) => tag.name));
    const fresh = [...new Set(input.tags)].filter((tagName) => !taken.has(tagName));
    const tags = fresh.map((tagName) => addTag(corp, birth(), { group, name: tagName, order: 0, madeBy: undefined }));
    for (const tag of tags) tellTag(scene, "create", tag);
    return { group_id: group.group_id, tag_ids: tags.map((tag) => tag.id) };
  },
});

const rename = act({
  name: "admin_renames_tag",
  title: "改标签或标签组的名称",
  kind: "tag",
  input: shape({ id: text(), name }),
  perform: (scene, input) => {
    const target = findTarget(scene, input.id);
    if ("group_name" in target) target.group_name = input.name;
    else target.name = input.name;
    tellTag(scene, "update", target);
    return {};
  },
});

const remove = act({
  name: "admin_deletes_tag",
  title: "删除标签或标签组",
  kind: "tag",
  input: shape({ id: text() }),
  perform: (scene, input) => {
    const target = findTarget(scene, input.id);
    deleteTag(scene.corp, target);
    // Whoever is told that a group is gone is not told of its tags one by one.
    tellTag(scene, "delete", target);
    return {};
  },
});

const reorder = act({
  name: "admin_reorders_tags",
  title: "调整标签顺序",
  kind: "tag",
  input: shape({ group_id: withDefault(text({ mayBeEmpty: true }), ""), strategy_id: optional(whole()) }),
  perform: (scene, input) => {
    const { corp, world } = scene;
    const groups = [...corp.tagGroups.values()].filter((group) => group.strategy_id === input.strategy_id);
    const ordered = input.group_id === "" ? groups : groupOfTags(scene, input.group_id).tags;
    // A larger order stands further in front; reversing is the simplest change that everybody can see.
    for (const [place, item] of ordered.entries()) item.order = ordered.length + place;
    world.tell(corp, shuffleEvent(input.group_id, input.strategy_id));
    return {};
  },
});

export const tagActs: readonly Act[] = [addGroup, rename, remove, reorder];
