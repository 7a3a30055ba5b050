import { anything, flag, isRecord, list, optional, shape, text, whole, withDefault } from "../fields.ts";
import { burst } from "../people/burst.ts";
import { impossible } from "../people/act.ts";
import { describeState } from "../world/describe-state.ts";
import { documentedLimits } from "../world/limits.ts";
import { corpFields, readCorp, readFigures } from "../worlds/world-file.ts";
import { type Ask, type ControlRoute, controlRoute, corpOf } from "./control-route.ts";
import { describeCustomer, describeGroup, describeTags, summarizeCorp } from "./summaries.ts";

const shownAtOnce = 50;

/** The first of those whose words hold what is looked for. */
function search<T>(ask: Ask, items: Iterable<T>, wordsOf: (item: T) => string): T[] {
  const wanted = ask.query.get("search") ?? "";
  const limit = Number(ask.query.get("limit") ?? shownAtOnce);
  const found: T[] = [];
  for (const item of items) {
    if (found.length >= limit) break;
    if (wordsOf(item).includes(wanted)) found.push(item);
  }
  return found;
}

/** What a corp has, and what its people do. */
export const corpRoutes: readonly ControlRoute[] = [
  controlRoute({
    method: "POST",
    path: "/corps",
    summary: "A new corp, as in a world file",
    input: corpFields,
    answer: ({ simulator }, input) => {
      const { world } = simulator;
      if (world.corps.has(input.corpid)) impossible("corpid_taken", `企业 ${input.corpid} 已存在`);
      const corp = readCorp(input, { chance: world.chance, seconds: world.clock.seconds() });
      world.corps.set(corp.corpid, corp);
      return summarizeCorp(corp);
    },
  }),
  controlRoute({
    method: "GET",
    path: "/corps/:corpid",
    summary: "One corp, in numbers",
    answer: (ask) => summarizeCorp(corpOf(ask)),
  }),
  controlRoute({
    method: "PATCH",
    path: "/corps/:corpid",
    summary: "Other limits, another line of business, words that count as spam, an open-platform account bound or not",
    input: shape({
      limits: anything,
      industry: optional(text()),
      is_open_platform_bound: optional(flag()),
      spam_words: optional(list(text())),
    }),
    answer: (ask, input) => {
      const corp = corpOf(ask);
      corp.limits = { ...corp.limits, ...readFigures(input.limits, documentedLimits, "limits") };
      corp.industry = input.industry ?? corp.industry;
      corp.isOpenPlatformBound = input.is_open_platform_bound ?? corp.isOpenPlatformBound;
      if (input.spam_words) {
        corp.spamWords.clear();
        for (const word of input.spam_words) corp.spamWords.add(word);
      }
      return summarizeCorp(corp);
    },
  }),
  controlRoute({
    method: "GET",
    path: "/corps/:corpid/staff",
    summary: "Staff with departments; `search`, `limit`",
    answer: (ask) => {
      const corp = corpOf(ask);
      const staff = search(ask, corp.staff.values(), ({ userid, name }) => `${userid} ${name}`);
      return {
        departments: [...corp.departments.values()],
        staff: staff.map(({ follows, ...rest }) => ({ ...rest, customers: follows.size })),
      };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/corps/:corpid/customers",
    summary: "Customers with who follows them and what was said to welcome them; `search`, `limit`",
    answer: (ask) => {
      const found = search(ask, corpOf(ask).customers.values(), (one) => `${one.external_userid} ${one.name}`);
      return { customers: found.map(describeCustomer) };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/corps/:corpid/groups",
    summary: "Groups with their tools; `search`, `limit`",
    answer: (ask) => {
      const found = search(ask, corpOf(ask).groups.values(), (one) => `${one.chat_id} ${one.name} ${one.owner}`);
      return { groups: found.map(describeGroup) };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/corps/:corpid/groups/:chat_id",
    summary: "One group with members and the last words said in it",
    answer: (ask) => {
      const corp = corpOf(ask);
      const group = corp.groups.get(ask.params["chat_id"] ?? "") ?? impossible("no_group", "没有这个群");
      const nameOf = (id: string) => corp.customers.get(id)?.name ?? corp.staff.get(id)?.name ?? id;
      const members = [...group.members.values()].map((member) => ({ ...member, name: nameOf(member.id) }));
      return { ...describeGroup(group), notice: group.notice, admins: [...group.admins], members, talk: group.talk };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/corps/:corpid/ways",
    summary: "Contact ways, join ways and welcome templates that apps made",
    answer: (ask) => {
      const corp = corpOf(ask);
      return {
        contact_ways: search(ask, corp.contactWays.values(), (way) => JSON.stringify(way)),
        join_ways: search(ask, corp.joinWays.values(), (way) => JSON.stringify(way)),
        welcome_templates: [...corp.welcomeTemplates.values()],
      };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/corps/:corpid/tags",
    summary: "Tag groups with their tags",
    answer: (ask) => ({ tag_groups: describeTags(corpOf(ask)) }),
  }),
  controlRoute({
    method: "GET",
    path: "/corps/:corpid/state",
    summary: "Everything a client could know, a thing a line, for comparing a copy with",
    answer: (ask) => new Lines(describeState(corpOf(ask))),
  }),
  {
    method: "POST",
    path: "/corps/:corpid/people/:act",
    summary: "Lets people do something: /acts tells what, and what each act needs to know",
    input: shape({}),
    answer: (ask, body) => ask.simulator.perform(corpOf(ask), ask.params["act"] ?? "", isRecord(body) ? body : {}),
  },
  controlRoute({
    method: "POST",
    path: "/corps/:corpid/burst",
    summary: "Many chance acts, so many a second, by so many members: answers when all callbacks have an end",
    input: shape({
      count: whole({ min: 1, max: 1_000_000 }),
      per_second: withDefault(whole({ min: 1 }), 100),
      members: withDefault(whole({ min: 1 }), 10),
    }),
    answer: async (ask, { count, per_second, members }) => {
      const { world, outbox, deliveries } = ask.simulator;
      const done = await burst(world, corpOf(ask), { count, perSecond: per_second, members });
      await outbox.settled();
      return { ...done, callbacks: deliveries.counts() };
    },
  }),
];

/** An answer of one JSON value a line, written as it is read. */
export class Lines {
  readonly items: Iterable<object>;

  constructor(items: Iterable<object>) {
    this.items = items;
  }
}
