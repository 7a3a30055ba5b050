import { type ReadShape, type Shape, type ShapeField, shape } from "../fields.ts";
import { impossible } from "../people/act.ts";
import type { Simulator } from "../simulator.ts";
import type { App, Corp } from "../world/corp.ts";

/** What a route of the control API is asked. */
export interface Ask {
  readonly simulator: Simulator;
  /** Parts of the path that stood as `:name`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

export interface ControlRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly summary: string;
  readonly input: ShapeField;
  readonly answer: (ask: Ask, body: unknown) => unknown;
}

export function controlRoute<S extends Shape>(spec: {
  readonly method: ControlRoute["method"];
  readonly path: string;
  readonly summary: string;
  readonly input?: ShapeField<S>;
  readonly answer: (ask: Ask, input: ReadShape<S>) => unknown;
}): ControlRoute {
  const { method, path, summary, answer } = spec;
  // A route without fields has a shape without fields, which reads every S that was left to be inferred.
  const input = (spec.input ?? shape({})) as ShapeField<S>;
  return { method, path, summary, input, answer: (ask, body) => answer(ask, input.read(body ?? {}, "")) };
}

export function corpOf({ simulator, params }: Ask): Corp {
  const { corpid = "" } = params;
  return simulator.world.corps.get(corpid) ?? impossible("no_corp", `没有企业 ${corpid}`);
}

export function appOf(ask: Ask): App {
  const { agentid = "" } = ask.params;
  return corpOf(ask).apps.get(Number(agentid)) ?? impossible("no_app", `没有应用 ${agentid}`);
}
