import { anything, choice, isRecord, list, optional, type Read, shape, text, whole, withDefault } from "../fields.ts";
import { refuse } from "../refusal.ts";
import type { Corp } from "../world/corp.ts";
import { isInStrategy, levelOf, type RangeNode, readPrivilege, type Strategy } from "../world/strategy.ts";
import { type Api, api, type Call } from "./api.ts";
import { pageOf } from "./page.ts";

const mostNodesPerCall = 100;
const mostNodes = 3_000;
const deepestLevel = 5;

const node = shape({ type: choice([1, 2]), userid: optional(text()), partyid: optional(whole()) });
const nodes = withDefault(list(node, { max: mostNodesPerCall }), []);
const admins = list(text(), { min: 1, max: 20 });
/** create and edit must come one after the other. */
const serially = { errcode: 6000, keyOf: () => "customer_strategy" };

function readNodes(given: Read<typeof nodes>): RangeNode[] {
  return given.map(({ type, userid, partyid }) => {
    if (type === 1) return { type, userid: userid ?? refuse(40058, "userid of a range of type 1") };
    return { type, partyid: partyid ?? refuse(40058, "partyid of a range of type 2") };
  });
}

function readFlags(value: unknown): Record<string, boolean> {
  if (value === undefined) return {};
  if (!isRecord(value)) return refuse(40058, "privilege should be object");
  const pairs = Object.entries(value).map(([name, entry]) => {
    return typeof entry === "boolean" ? ([name, entry] as const) : refuse(40058, `privilege.${name} should be bool`);
  });
  return Object.fromEntries(pairs);
}

function strategyOf({ corp, app }: Call, id: number): Strategy {
  const strategy = corp.strategies.get(id);
  return strategy?.madeBy === app.agentid ? strategy : refuse(40058, `strategy ${id}`);
}

/** A rule group's people must be its parent's. */
function assertInsideParent(corp: Corp, parent: Strategy | undefined, range: readonly RangeNode[]): void {
  if (!parent) return;
  const parties = new Set(parent.range.flatMap((entry) => entry.partyid ?? []));
  for (const { userid, partyid } of range) {
    if (userid !== undefined && !isInStrategy(corp, parent, userid)) refuse(60030, userid);
    if (partyid !== undefined && !parties.has(partyid)) refuse(60030, `department ${partyid}`);
  }
}

const key = (entry: RangeNode) => `${entry.type}/${entry.userid ?? entry.partyid}`;
const pageFields = { cursor: optional(text()), limit: withDefault(whole({ min: 1, max: 1_000 }), 1_000) };
const byId = shape({ strategy_id: whole({ min: 1 }) });

const create = api({
  method: "POST",
  path: "externalcontact/customer_strategy/create",
  summary: "A new rule group",
  input: shape({
    parent_id: withDefault(whole(), 0),
    strategy_name: text(),
    admin_list: admins,
    privilege: anything,
    range: list(node, { min: 1, max: mostNodesPerCall }),
  }),
  lock: serially,
  answer: (call, input) => {
    const { corp, app, now } = call;
    const parent = input.parent_id === 0 ? undefined : strategyOf(call, input.parent_id);
    if (parent && levelOf(corp, parent) >= deepestLevel) refuse(40058, `deeper than ${deepestLevel} levels`);
    const range = readNodes(input.range);
    assertInsideParent(corp, parent, range);
    const strategy_id = Math.max(0, ...corp.strategies.keys()) + 1;
    const { parent_id, strategy_name, admin_list } = input;
    const privilege = parent?.privilege ?? readPrivilege(readFlags(input.privilege));
    const madeBy = app.agentid;
    const made = { strategy_id, parent_id, strategy_name, admin_list, privilege, range, create_time: now, madeBy };
    corp.strategies.set(strategy_id, made);
    return { strategy_id };
  },
});

const edit = api({
  method: "POST",
  path: "externalcontact/customer_strategy/edit",
  summary: "Changes an own rule group",
  input: shape({
    strategy_id: whole({ min: 1 }),
    strategy_name: optional(text()),
    admin_list: optional(admins),
    privilege: anything,
    range_add: nodes,
    range_del: nodes,
  }),
  lock: serially,
  answer: (call, input) => {
    const strategy = strategyOf(call, input.strategy_id);
    const gone = new Set(readNodes(input.range_del).map(key));
    const added = readNodes(input.range_add);
    assertInsideParent(call.corp, call.corp.strategies.get(strategy.parent_id), added);
    const kept = [...strategy.range, ...added].filter((entry) => !gone.has(key(entry)));
    const range = [...new Map(kept.map((entry) => [key(entry), entry])).values()];
    if (range.length > mostNodes) refuse(40058, `more than ${mostNodes} range nodes`);
    strategy.range = range;
    strategy.strategy_name = input.strategy_name ?? strategy.strategy_name;
    strategy.admin_list = input.admin_list ?? strategy.admin_list;
    if (input.privilege !== undefined) {
      strategy.privilege = readPrivilege({ ...strategy.privilege, ...readFlags(input.privilege) });
    }
    return {};
  },
});

export const strategyApis: readonly Api[] = [
  api({
    method: "POST",
    path: "externalcontact/customer_strategy/list",
    summary: "Own rule groups",
    input: shape(pageFields),
    answer: (call, { cursor, limit }) => {
      const own = [...call.corp.strategies.values()].filter((strategy) => strategy.madeBy === call.app.agentid);
      const keyOf = (strategy: Strategy) => String(strategy.strategy_id);
      const { page, next_cursor } = pageOf(call, own, { cursor, limit, question: {}, keyOf });
      return { strategy: page.map(({ strategy_id }) => ({ strategy_id })), next_cursor };
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/customer_strategy/get",
    summary: "One rule group",
    input: byId,
    answer: (call, { strategy_id }) => {
      const { range: _range, madeBy: _madeBy, ...shown } = strategyOf(call, strategy_id);
      return { strategy: shown };
    },
  }),
  api({
    method: "POST",
    path: "externalcontact/customer_strategy/get_range",
    summary: "Who is in a rule group",
    input: shape({ ...byId.shape, ...pageFields }),
    answer: (call, { strategy_id, cursor, limit }) => {
      const { range } = strategyOf(call, strategy_id);
      const { page, next_cursor } = pageOf(call, range, { cursor, limit, question: { strategy_id }, keyOf: key });
      return { range: page, next_cursor };
    },
  }),
  create,
  edit,
  api({
    method: "POST",
    path: "externalcontact/customer_strategy/del",
    summary: "Deletes an own rule group",
    input: byId,
    answer: (call, { strategy_id }) => {
      const strategy = strategyOf(call, strategy_id);
      const hasChildren = [...call.corp.strategies.values()].some((other) => other.parent_id === strategy_id);
      if (hasChildren) refuse(40058, "has rule groups below it");
      call.corp.strategies.delete(strategy.strategy_id);
      return {};
    },
  }),
];
