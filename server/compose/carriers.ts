import { createFakeCarrier } from "../carriers/fake/index.ts";
import { webCarrier } from "../carriers/web/index.ts";
import type { Config } from "../config/config.ts";
import { registerCarrier } from "../modules/messaging/index.ts";

/** The fake carrier is there only when its address is given: in development and tests. */
export function registerCarriers(config: Config): void {
  registerCarrier(webCarrier);
  if (config.fakeCarrierUrl) registerCarrier(createFakeCarrier({ url: config.fakeCarrierUrl }));
}
