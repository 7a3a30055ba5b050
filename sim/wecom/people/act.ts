import type { ReadShape, Shape, ShapeField } from "../fields.ts";
import type { Corp } from "../world/corp.ts";
import type { World } from "../world/world.ts";

/** Where people act: one corp of the world. */
export interface Scene {
  readonly world: World;
  readonly corp: Corp;
}

/** Something a person can do in the client or the console, with what it takes to do it. */
export interface Act {
  /** As it is called in the control API. */
  readonly name: string;
  /** As the page calls it. */
  readonly title: string;
  readonly kind: "customer" | "group" | "staff" | "tag" | "app";
  readonly input: ShapeField;
  /** Does it and answers what came of it, or throws why it is impossible. */
  readonly perform: (scene: Scene, raw: unknown) => object;
}

export function act<S extends Shape>(spec: {
  readonly name: string;
  readonly title: string;
  readonly kind: Act["kind"];
  readonly input: ShapeField<S>;
  readonly perform: (scene: Scene, input: ReadShape<S>) => object;
}): Act {
  const { input, perform, ...rest } = spec;
  return { ...rest, input, perform: (scene, raw) => perform(scene, input.read(raw ?? {}, "")) };
}

/** A person cannot do this: the client would tell him so. */
export class Impossible extends Error {
  override readonly name = "Impossible";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function impossible(code: string, message: string): never {
  throw new Impossible(code, message);
}
