/** The carriers that app.ts has registered. Engines never see this: they plan actions, and groups decide. */
import type { Carrier } from "./carrier.ts";

const registered = new Map<string, Carrier>();

/** Makes a carrier known, replacing one of the same name. */
export function registerCarrier(carrier: Carrier): void {
  registered.set(carrier.name, carrier);
}

export const findCarrier = (name: string | undefined): Carrier | undefined =>
  name === undefined ? undefined : registered.get(name);

export const listCarriers = (): readonly Carrier[] => [...registered.values()];
