import { memberEvent } from "../callbacks/corp-event.ts";
import { admitMembers, type Group, type GroupMember, releaseMembers } from "../world/group.ts";
import { rememberForLate } from "../world/present-group.ts";
import { impossible, type Scene } from "./act.ts";

/** Lets people into a group, tells the apps, and lets the group's own tools do what they do. */
export function joinGroup(scene: Scene, group: Group, newcomers: readonly GroupMember[]): readonly string[] {
  const { world, corp } = scene;
  const fresh = newcomers.filter((member) => !group.members.has(member.id));
  if (group.members.size + fresh.length > corp.limits.groupMembers) {
    impossible("group_full", `群「${group.name || group.chat_id}」已满 ${corp.limits.groupMembers} 人`);
  }
  rememberChange(scene, group);
  const change = admitMembers(group, fresh);
  if (!change) return [];
  const JoinScene = newcomers.some((member) => member.join_scene === 3) ? 3 : 0;
  world.tell(corp, memberEvent(group, change, { JoinScene }));
  sayWelcome(scene, group, fresh);
  removeDoubles(scene, group, fresh);
  return change.ids;
}

export function leaveGroup(scene: Scene, group: Group, gone: { ids: readonly string[]; isRemoved: boolean }): void {
  rememberChange(scene, group);
  const change = releaseMembers(group, gone.ids);
  if (!change) impossible("not_inside", "该成员不在群里");
  scene.world.tell(scene.corp, memberEvent(group, change, { QuitScene: gone.isRemoved ? 1 : 0 }));
}

export function rememberChange({ world, corp }: Scene, group: Group): void {
  rememberForLate(corp, group, { nowMs: world.clock.nowMs(), staleMs: world.settings.groupStalenessMs });
}

export function say({ world }: Scene, group: Group, line: { readonly from: string; readonly text: string }): void {
  group.talk.push({ at: world.clock.seconds(), ...line });
  if (group.talk.length > 50) group.talk.shift();
}

/** 入群欢迎语: the chosen template, with the newcomer's name where it asks for it. */
function sayWelcome(scene: Scene, group: Group, fresh: readonly GroupMember[]): void {
  const template = scene.corp.welcomeTemplates.get(group.tools.welcomeTemplate ?? "");
  if (!template) return;
  const names = fresh.map(({ id }) => scene.corp.customers.get(id)?.name ?? id).join("、");
  const text = template.content.text?.content ?? "[入群欢迎语]";
  say(scene, group, { from: group.owner, text: text.replaceAll("%NICKNAME%", names) });
}

/** 群去重: whoever is already in another group with this tool is put out again. */
function removeDoubles(scene: Scene, group: Group, fresh: readonly GroupMember[]): void {
  if (!group.tools.isDeduplicated) return;
  const others = [...scene.corp.groups.values()].filter(
    (other) => other !== group && !other.isDismissed && other.tools.isDeduplicated,
  );
  const ids = fresh.filter(({ id, type }) => type === 2 && others.some((other) => other.members.has(id)));
  if (ids.length > 0) leaveGroup(scene, group, { ids: ids.map(({ id }) => id), isRemoved: true });
}
