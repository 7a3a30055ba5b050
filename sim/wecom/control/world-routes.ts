import { anything, flag, optional, shape, text, whole, withDefault } from "../fields.ts";
import { acts } from "../people/acts.ts";
import { addDescribedWorld, addNamedWorld } from "../worlds/load-world.ts";
import { readFigures, readSettings } from "../worlds/world-file.ts";
import type { World } from "../world/world.ts";
import { documentedSettings } from "../world/limits.ts";
import { type ControlRoute, controlRoute } from "./control-route.ts";
import { summarizeCorp } from "./summaries.ts";

function clockOf({ clock }: World): object {
  return { now_ms: clock.nowMs(), now: new Date(clock.nowMs()).toISOString(), is_running: clock.isRunning };
}

/** The platform as a whole: its clock, its settings, its corps. */
export const worldRoutes: readonly ControlRoute[] = [
  controlRoute({
    method: "GET",
    path: "/clock",
    summary: "The simulator's time",
    answer: ({ simulator }) => clockOf(simulator.world),
  }),
  controlRoute({
    method: "POST",
    path: "/clock",
    summary: "Moves time forward by `advance_ms`, or lets it stand or run",
    input: shape({ advance_ms: withDefault(whole({ max: 2 ** 45 }), 0), is_running: optional(flag()) }),
    answer: async ({ simulator }, { advance_ms, is_running }) => {
      const { clock, outbox, world } = simulator;
      if (is_running === false) clock.pause();
      clock.advance(advance_ms);
      if (is_running === true) clock.resume();
      await outbox.settled();
      return clockOf(world);
    },
  }),
  controlRoute({
    method: "GET",
    path: "/settings",
    summary: "How the platform behaves towards everybody",
    answer: ({ simulator }) => simulator.world.settings,
  }),
  controlRoute({
    method: "PATCH",
    path: "/settings",
    summary: "Changes some of it: any of the names that GET answers; `callerIp` null takes callers at their address",
    input: shape({ settings: anything }),
    answer: ({ simulator }, { settings }) => {
      const { world } = simulator;
      const given = readFigures(settings, documentedSettings, "settings");
      world.settings = readSettings({ ...world.settings, ...given });
      return world.settings;
    },
  }),
  controlRoute({
    method: "GET",
    path: "/corps",
    summary: "All corps with what they have, in numbers",
    answer: ({ simulator }) => ({ corps: [...simulator.world.corps.values()].map(summarizeCorp) }),
  }),
  controlRoute({
    method: "POST",
    path: "/world",
    summary:
      "Adds corps: `name` small or large, or a `description` as in a world file; `is_fresh` forgets all others first",
    input: shape({
      name: optional(text()),
      description: anything,
      is_fresh: withDefault(flag(), false),
      groups: optional(whole()),
      members: optional(whole()),
      customers: optional(whole()),
      staff: optional(whole()),
    }),
    answer: ({ simulator }, input) => {
      const { world } = simulator;
      if (input.is_fresh) world.corps.clear();
      const { groups, members, customers, staff } = input;
      const plan = {
        ...(groups !== undefined && { groups }),
        ...(members !== undefined && { members }),
        ...(customers !== undefined && { customers }),
        ...(staff !== undefined && { staff }),
      };
      const corps =
        input.description === undefined
          ? addNamedWorld(world, input.name ?? "small", plan)
          : addDescribedWorld(world, input.description);
      return { corps: corps.map(summarizeCorp) };
    },
  }),
  controlRoute({
    method: "GET",
    path: "/acts",
    summary: "What people can do, and what each act needs to know",
    answer: () => ({
      acts: [...acts.values()].map(({ name, title, kind, input }) => ({
        name,
        title,
        kind,
        fields: Object.entries(input.shape).map(([field, value]) => ({
          name: field,
          kind: value.kind,
          is_optional: value.isOptional,
        })),
      })),
    }),
  }),
];
