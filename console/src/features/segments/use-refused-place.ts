import { useState } from "react";
import type { Condition } from "../../../../contract/segments.ts";
import { refusedPlace } from "../../ui-kit/condition-builder/use-condition-count.ts";

export interface RefusedPlace {
  /** The node that a refusal named, as long as the condition is still the refused one. */
  readonly placeIn: (condition: Condition) => string | undefined;
  /** Remembers what is about to be sent. */
  readonly watch: (condition: Condition) => void;
  /** For an act's `onRefused`: the notice is shown all the same. */
  readonly onRefused: (error: unknown) => boolean;
}

/** Where a condition that was sent is at fault. */
export function useRefusedPlace(): RefusedPlace {
  const [sent, setSent] = useState<Condition>();
  const [place, setPlace] = useState<string>();
  return {
    placeIn: (condition) => (condition === sent ? place : undefined),
    watch: (condition) => {
      setSent(condition);
      setPlace(undefined);
    },
    onRefused: (error) => {
      setPlace(refusedPlace(error));
      return false;
    },
  };
}
