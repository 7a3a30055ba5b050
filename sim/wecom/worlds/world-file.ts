import type { Chance } from "../chance.ts";
import {
  anything,
  choice,
  flag,
  isRecord,
  list,
  optional,
  type Read,
  shape,
  text,
  whole,
  withDefault,
} from "../fields.ts";
import { refuse } from "../refusal.ts";
import type { AppKind, Corp } from "../world/corp.ts";
import { addApp, createCorp } from "../world/create-corp.ts";
import { addCustomer, addFollow, changeTags } from "../world/customer.ts";
import { addGroup, type GroupMember } from "../world/group.ts";
import { documentedLimits, documentedSettings, type PlatformSettings } from "../world/limits.ts";
import { addDepartment, addStaff, type Staff } from "../world/staff.ts";
import { addTag, addTagGroup } from "../world/tag.ts";

const kinds: readonly AppKind[] = ["self_built", "contact_sync", "customer_contact"];

const callback = shape({
  url: text(),
  token: text(),
  aes_key: text(),
  hears_customers: withDefault(flag(), true),
});
const app = shape({
  agentid: optional(whole()),
  kind: withDefault(text({ isOneOf: kinds }), "self_built"),
  name: text(),
  secret: optional(text()),
  can_call_customer_apis: withDefault(flag(), true),
  users: withDefault(list(text()), []),
  parties: withDefault(list(whole()), [1]),
  ips: optional(list(text())),
  hears_staff_details: optional(flag()),
  has_legacy_secret: optional(flag()),
  callback: optional(callback),
});
const staff = shape({
  userid: text(),
  name: optional(text()),
  departments: optional(list(whole())),
  position: optional(text()),
  has_customer_contact: optional(flag()),
  status: optional(choice([1, 2, 4, 5])),
});
const customer = shape({
  external_userid: text(),
  name: optional(text()),
  type: optional(choice([1, 2])),
  gender: optional(choice([0, 1, 2])),
  follows: withDefault(
    list(
      shape({ userid: text(), remark: optional(text()), tags: withDefault(list(text()), []), state: optional(text()) }),
    ),
    [],
  ),
});
const member = shape({
  id: text(),
  join_scene: withDefault(choice([1, 2, 3]), 1),
  invitor: optional(text()),
  state: optional(text()),
});
const group = shape({
  chat_id: text(),
  name: optional(text({ mayBeEmpty: true })),
  owner: text(),
  notice: optional(text()),
  admins: withDefault(list(text()), []),
  members: withDefault(list(member), []),
});

/** A corp as a world file writes it. What is left out is empty, or as the platform has it. */
export const corpFields = shape({
  corpid: text(),
  name: text(),
  industry: optional(text()),
  is_open_platform_bound: optional(flag()),
  spam_words: optional(list(text())),
  limits: anything,
  departments: withDefault(list(shape({ id: whole(), name: text(), parentid: withDefault(whole(), 1) })), []),
  staff: withDefault(list(staff), []),
  apps: withDefault(list(app), []),
  tags: withDefault(list(shape({ group_name: text(), tags: list(text(), { min: 1 }) })), []),
  customers: withDefault(list(customer), []),
  groups: withDefault(list(group), []),
});
export const worldFields = shape({ settings: anything, corps: withDefault(list(corpFields), []) });

type CorpFile = Read<typeof corpFields>;

/** Builds a corp from a file's words. */
export function readCorp(file: CorpFile, at: { readonly chance: Chance; readonly seconds: number }): Corp {
  const { chance, seconds } = at;
  const corp = createCorp({
    corpid: file.corpid,
    name: file.name,
    industry: file.industry,
    isOpenPlatformBound: file.is_open_platform_bound,
    limits: readFigures(file.limits, documentedLimits, "limits"),
    spamWords: file.spam_words,
  });
  for (const entry of file.departments) addDepartment(corp, entry);
  for (const entry of file.staff) addStaff(corp, staffDraft(entry));
  for (const entry of file.apps) readApp(corp, entry, chance);
  for (const { group_name, tags } of file.tags) {
    const birth = () => ({ id: chance.id("etQd", 32), at: seconds });
    const made = addTagGroup(corp, birth(), { group_name, order: 0, strategy_id: undefined, madeBy: undefined });
    for (const name of tags) addTag(corp, birth(), { group: made, name, order: 0, madeBy: undefined });
  }
  for (const entry of file.customers) readCustomer(corp, entry, seconds);
  for (const entry of file.groups) readGroup(corp, entry, seconds);
  return corp;
}

function staffDraft(entry: Read<typeof staff>) {
  const { userid, name, departments, position, has_customer_contact, status } = entry;
  return {
    userid,
    ...(name !== undefined && { name }),
    ...(departments && { departments }),
    ...(position !== undefined && { position }),
    ...(has_customer_contact !== undefined && { hasCustomerContact: has_customer_contact }),
    ...(status !== undefined && { status }),
  };
}

function readApp(corp: Corp, entry: Read<typeof app>, chance: Chance): void {
  const { agentid, name, secret, users, parties, ips } = entry;
  const given = entry.callback;
  addApp(
    corp,
    {
      agentid,
      name,
      secret,
      ips,
      kind: kinds.find((kind) => kind === entry.kind),
      canCallCustomerApis: entry.can_call_customer_apis,
      range: { users, parties },
      hearsStaffDetails: entry.hears_staff_details,
      hasLegacySecret: entry.has_legacy_secret,
      callback: given && {
        url: given.url,
        token: given.token,
        aesKey: given.aes_key,
        hearsCustomers: given.hears_customers,
      },
    },
    chance,
  );
}

function readCustomer(corp: Corp, entry: Read<typeof customer>, seconds: number): void {
  const { external_userid, name, type, gender } = entry;
  const made = addCustomer(corp, {
    external_userid,
    ...(name !== undefined && { name }),
    ...(type !== undefined && { type }),
    ...(gender !== undefined && { gender }),
  });
  for (const { userid, remark, tags, state } of entry.follows) {
    const follow = addFollow(named(corp, userid), made, {
      createtime: seconds,
      ...(remark !== undefined && { remark }),
      state,
    });
    for (const tagName of tags) {
      const tag = [...corp.tags.values()].find((candidate) => candidate.name === tagName);
      changeTags(follow, { add: [(tag ?? refuse(40068, `no tag is called ${tagName}`)).id], remove: [] });
    }
  }
}

function readGroup(corp: Corp, entry: Read<typeof group>, seconds: number): void {
  const { chat_id, name, owner, notice } = entry;
  const made = addGroup(corp, {
    chat_id,
    owner: named(corp, owner).userid,
    at: seconds,
    ...(name !== undefined && { name }),
    ...(notice !== undefined && { notice }),
  });
  for (const { id, join_scene, invitor, state } of entry.members) {
    const type = corp.staff.has(id) ? 1 : 2;
    if (type === 2 && !corp.customers.has(id)) refuse(40096, `group ${chat_id} has a member that nobody knows: ${id}`);
    const joined: GroupMember = {
      id,
      type,
      join_time: seconds,
      join_scene,
      ...(invitor !== undefined && { invitor }),
      ...(state !== undefined && { state }),
    };
    made.members.set(id, joined);
  }
  for (const userid of entry.admins) made.admins.add(named(corp, userid).userid);
}

function named(corp: Corp, userid: string): Staff {
  return corp.staff.get(userid) ?? refuse(60111, userid);
}

/** Figures by the names of the defaults; a name that does not exist is a mistake of the writer. */
export function readFigures<T extends object>(given: unknown, defaults: T, at: string): Partial<T> {
  if (given === undefined) return {};
  if (!isRecord(given)) return refuse(40058, `${at} should be object`);
  for (const [name, value] of Object.entries(given)) {
    const fallback = Object.entries(defaults).find(([known]) => known === name);
    if (!fallback) refuse(40058, `${at}.${name}: known are ${Object.keys(defaults).join(", ")}`);
    const isSameKind = fallback?.[1] === undefined || typeof value === typeof fallback[1];
    if (!isSameKind) refuse(40058, `${at}.${name} should be ${typeof fallback?.[1]}`);
  }
  return given as Partial<T>;
}

export function readSettings(given: unknown): PlatformSettings {
  return { ...documentedSettings, ...readFigures(given, documentedSettings, "settings") };
}
