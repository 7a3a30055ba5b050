import type { Screen } from "./screen.ts";

/** Every screen of console and H5. A route that is missing here is a screen that nobody looks at. */
export const screens: readonly Screen[] = [];
