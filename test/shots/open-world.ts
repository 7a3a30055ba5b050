import type { OpenWorld } from "./world.ts";

/** Starts the product and fills it. */
export const openWorld: OpenWorld = async (fill) => {
  throw new Error(`No ${fill} world can be opened: there is no app to start.`);
};
