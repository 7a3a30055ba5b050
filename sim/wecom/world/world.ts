import type { Chance } from "../chance.ts";
import type { SimClock } from "../clock.ts";
import type { CorpEvent } from "../callbacks/corp-event.ts";
import type { Corp } from "./corp.ts";
import type { PlatformSettings } from "./limits.ts";

/** Everything there is. People and APIs change it; what changes through people is told to `tell`. */
export interface World {
  readonly clock: SimClock;
  /** For ids and whatever people do. */
  readonly chance: Chance;
  settings: PlatformSettings;
  readonly corps: Map<string, Corp>;
  /** Told of what people did, in the order they did it; the APIs tell nobody. */
  tell: (corp: Corp, event: CorpEvent) => void;
}
