import { type Read, list, optional, shape, text, whole, withDefault } from "../fields.ts";
import { refuse } from "../refusal.ts";
import type { Corp } from "../world/corp.ts";
import { changeTags, tagsAfter } from "../world/customer.ts";
import { isInStrategy, levelOf, type Strategy } from "../world/strategy.ts";
import {
  addTag,
  addTagGroup,
  countTags,
  deleteTag,
  findLivingGroupByName,
  getTag,
  listLivingTags,
  type Tag,
  type TagGroup,
} from "../world/tag.ts";
import { type Api, api, type Call } from "./api.ts";
import { followOf } from "./subjects.ts";

const ids = withDefault(list(text()), []);
const name = text({ maxChars: 30 });
const order = whole();

const tagsToAdd = list(shape({ name, order: withDefault(order, 0) }), { min: 1 });
const addFields = {
  group_id: optional(text()),
  group_name: optional(name),
  order: withDefault(order, 0),
  tag: tagsToAdd,
};
const editFields = shape({ id: text(), name: optional(name), order: optional(order), agentid: optional(whole()) });
const deleteFields = shape({ tag_id: ids, group_id: ids, agentid: optional(whole()) });

function presentTag(tag: Tag, isAskedFor: boolean): object {
  const { id, name: tagName, create_time, order: place, isDeleted } = tag;
  return { id, name: tagName, create_time, order: place, ...(isAskedFor && { deleted: isDeleted }) };
}

/** `deleted` is told only to those who ask for a tag or group by its id. */
function presentTagGroup(group: TagGroup, tags: readonly Tag[], isAskedFor = false): object {
  const { group_id, group_name, create_time, order: place, strategy_id, isDeleted } = group;
  return {
    group_id,
    group_name,
    create_time,
    order: place,
    ...(strategy_id !== undefined && { strategy_id }),
    ...(isAskedFor && { deleted: isDeleted }),
    tag: tags.map((tag) => presentTag(tag, isAskedFor)),
  };
}

/** Of one kind: the corp's own or those of a strategy. tag_id goes before group_id; none of both means all. */
function listGroups(
  corp: Corp,
  ask: { tag_id: readonly string[]; group_id: readonly string[] },
  isMine: (group: TagGroup) => boolean,
) {
  if (ask.group_id.length > 0) {
    return ask.group_id.map((id) => {
      const group = corp.tagGroups.get(id);
      return group && isMine(group) ? presentTagGroup(group, group.tags, true) : refuse(40068, id);
    });
  }
  if (ask.tag_id.length > 0) {
    const tags = ask.tag_id.map((id) => corp.tags.get(id) ?? refuse(40068, id));
    const groups = [...new Set(tags.map((tag) => tag.group_id))].flatMap((id) => corp.tagGroups.get(id) ?? []);
    return groups.map((group) => {
      if (!isMine(group)) refuse(40068, group.group_id);
      const asked = tags.filter((tag) => tag.group_id === group.group_id);
      return presentTagGroup(group, asked, true);
    });
  }
  const living = [...corp.tagGroups.values()].filter((group) => !group.isDeleted && isMine(group));
  return living.map((group) => presentTagGroup(group, listLivingTags(group)));
}

interface Addition {
  readonly group_id: string | undefined;
  readonly group_name: string | undefined;
  readonly order: number;
  readonly tag: Read<typeof tagsToAdd>;
  readonly strategyId: number | undefined;
}

/** group_id goes before group_name; an existing name is added to; a name given twice is made once. */
function addTags(call: Call, input: Addition): object {
  const { corp, app, now, chance } = call;
  const { strategyId } = input;
  const group = findGroupToAddTo(call, input);
  const wanted = new Map(input.tag.map((tag) => [tag.name, tag]));
  const taken = group ? listLivingTags(group).find((tag) => wanted.has(tag.name)) : undefined;
  if (taken) refuse(40071, taken.name);
  if (countTags(corp) + wanted.size > corp.limits.corpTags) refuse(40126);
  const birth = () => ({ id: chance.id(strategyId === undefined ? "etQd" : "stQd", 32), at: now });
  const madeBy = app.agentid;
  const target =
    group ??
    addTagGroup(corp, birth(), {
      group_name: input.group_name ?? refuse(40058, "group_id or group_name is required"),
      order: input.order,
      strategy_id: strategyId,
      madeBy,
    });
  const tags = [...wanted.values()].map((tag) => addTag(corp, birth(), { ...tag, group: target, madeBy }));
  return { tag_group: presentTagGroup(target, tags) };
}

function findGroupToAddTo({ corp }: Call, input: Addition): TagGroup | undefined {
  if (input.group_id !== undefined) {
    const group = corp.tagGroups.get(input.group_id);
    const isFit = group && !group.isDeleted && group.strategy_id === input.strategyId;
    return isFit ? group : refuse(40068, input.group_id);
  }
  return input.group_name === undefined ? undefined : findLivingGroupByName(corp, input.group_name, input.strategyId);
}

/** The tag or group of that id, if this app made it. */
function findOwn({ corp, app }: Call, id: string, kind: "corp" | "strategy"): Tag | TagGroup {
  const target = corp.tagGroups.get(id) ?? corp.tags.get(id) ?? refuse(40068, id);
  const group = "group_name" in target ? target : corp.tagGroups.get(target.group_id);
  const isKind = (group?.strategy_id === undefined) === (kind === "corp");
  if (target.isDeleted || !isKind) refuse(40068, id);
  return target.madeBy === app.agentid ? target : refuse(60011, `${id} was not made by this app`);
}

function editTag(call: Call, input: Read<typeof editFields>, kind: "corp" | "strategy"): object {
  const target = findOwn(call, input.id, kind);
  if (input.name !== undefined) {
    if ("group_name" in target) {
      const other = findLivingGroupByName(call.corp, input.name, target.strategy_id);
      if (other && other !== target) refuse(40071, input.name);
      target.group_name = input.name;
    } else {
      const group = call.corp.tagGroups.get(target.group_id);
      const isTaken = group && listLivingTags(group).some((tag) => tag.name === input.name && tag !== target);
      if (isTaken) refuse(40071, input.name);
      target.name = input.name;
    }
  }
  target.order = input.order ?? target.order;
  return {};
}

function deleteTags(call: Call, input: Read<typeof deleteFields>, kind: "corp" | "strategy"): object {
  const wanted = [...input.tag_id, ...input.group_id];
  if (wanted.length === 0) refuse(40058, "tag_id or group_id is required");
  for (const target of wanted.map((id) => findOwn(call, id, kind))) deleteTag(call.corp, target);
  return {};
}

function strategyOf({ corp, app }: Call, id: number): Strategy {
  const strategy = corp.strategies.get(id);
  return strategy?.madeBy === app.agentid ? strategy : refuse(40058, `strategy ${id}`);
}

const markTag = api({
  method: "POST",
  path: "externalcontact/mark_tag",
  summary: "Puts tags on a member's customer, or takes them off",
  input: shape({
    userid: text({ missing: 41009 }),
    external_userid: text({ missing: 41035 }),
    add_tag: ids,
    remove_tag: ids,
  }),
  lock: { errcode: 45035, keyOf: ({ userid, external_userid }) => `mark_tag/${userid}/${external_userid}` },
  answer: (call, { userid, external_userid, add_tag, remove_tag }) => {
    if (add_tag.length + remove_tag.length === 0) refuse(40058, "add_tag or remove_tag is required");
    const follow = followOf(call, userid, external_userid);
    for (const id of [...add_tag, ...remove_tag]) {
      const group = call.corp.tagGroups.get(getTag(call.corp, id).group_id);
      const strategy = call.corp.strategies.get(group?.strategy_id ?? -1);
      if (strategy && !isInStrategy(call.corp, strategy, userid)) refuse(60030, userid);
    }
    const change = { add: add_tag, remove: remove_tag };
    if (tagsAfter(follow, change).length > call.corp.limits.tagsPerCustomer) refuse(40144);
    changeTags(follow, change);
    return {};
  },
});

export const tagApis: readonly Api[] = [
  api({
    method: "POST",
    path: "externalcontact/get_corp_tag_list",
    summary: "The corp's tags, all or some",
    input: shape({ tag_id: ids, group_id: ids }),
    answer: ({ corp }, { tag_id, group_id }) => {
      const ask = { tag_id, group_id: tag_id.length > 0 && group_id.length === 0 ? [] : group_id };
      return { tag_group: listGroups(corp, ask, (group) => group.strategy_id === undefined) };
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/add_corp_tag",
    summary: "New tags, in a new group or an existing one",
    input: shape({ ...addFields, agentid: optional(whole()) }),
    answer: (call, input) => addTags(call, { ...input, strategyId: undefined }),
  }),
  api({
    method: "POST",
    path: "externalcontact/edit_corp_tag",
    summary: "Another name or place for an own tag or group",
    input: editFields,
    answer: (call, input) => editTag(call, input, "corp"),
  }),
  api({
    method: "POST",
    path: "externalcontact/del_corp_tag",
    summary: "Deletes own tags and groups",
    input: deleteFields,
    answer: (call, input) => deleteTags(call, input, "corp"),
  }),
  markTag,
  api({
    method: "POST",
    path: "externalcontact/get_strategy_tag_list",
    summary: "Tags of own rule groups",
    input: shape({ strategy_id: optional(whole()), tag_id: ids, group_id: ids }),
    answer: ({ corp, app }, { strategy_id, tag_id, group_id }) => {
      const isMine = (group: TagGroup) =>
        group.strategy_id !== undefined &&
        corp.strategies.get(group.strategy_id)?.madeBy === app.agentid &&
        (strategy_id === undefined || group.strategy_id === strategy_id);
      return { tag_group: listGroups(corp, { tag_id, group_id }, isMine) };
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/add_strategy_tag",
    summary: "New tags in a rule group of the first level",
    input: shape({ ...addFields, strategy_id: whole({ min: 1 }) }),
    answer: (call, input) => {
      const strategy = strategyOf(call, input.strategy_id);
      if (levelOf(call.corp, strategy) !== 1) refuse(40058, "only rule groups of the first level have tags");
      return addTags(call, { ...input, strategyId: strategy.strategy_id });
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/edit_strategy_tag",
    summary: "Another name or place for an own rule group's tag",
    input: editFields,
    answer: (call, input) => editTag(call, input, "strategy"),
  }),
  api({
    method: "POST",
    path: "externalcontact/del_strategy_tag",
    summary: "Deletes own rule groups' tags",
    input: deleteFields,
    answer: (call, input) => deleteTags(call, input, "strategy"),
  }),
];
