import type { Group } from "../../../../contract/groups.ts";
import type { Tone } from "../../ui-kit/state-tag.tsx";

/** How a group's state looks. */
export const groupTone: Record<Group["state"], Tone> = { open: "good", paused: "warn", archived: "rest" };
