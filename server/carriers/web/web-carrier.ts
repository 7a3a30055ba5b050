import type { Carrier } from "../../modules/messaging/index.ts";

/**
 * The built-in carrier: members chat on H5, so everything is ours to do, and an effect and its receipt are one
 * commit.
 */
export const webCarrier: Carrier = {
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
