import { listen, type Listener } from "../../kernel/events.ts";
import { eraseOrg } from "./store.ts";

export const listeners: readonly Listener[] = [
  listen({ event: "org.wiping", name: "demo.erase-org", when: "within", hear: (tx) => eraseOrg(tx) }),
];
