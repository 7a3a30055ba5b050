import { listen, type Listener } from "../../kernel/events.ts";
import { eraseOrg } from "./store/erase-org.ts";

export const listeners: readonly Listener[] = [
  listen({ event: "org.wiping", name: "segments.erase-org", when: "within", hear: (tx) => eraseOrg(tx) }),
];
