import type { Carrier } from "./carrier.ts";

/** A carrier whose effect and receipt are one commit, as the built-in one is. */
export const commitCarrier: Carrier = {
  name: "web",
  capabilities: {
    post: "auto",
    notice: "auto",
    withdraw: "auto",
    restore: "auto",
    mute: "auto",
    unmute: "auto",
    remove: "auto",
    readmit: "auto",
    tag: "auto",
    untag: "auto",
  },
  maxTextLength: 2_000,
  sending: { how: "commit" },
};
