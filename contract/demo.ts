import { z } from "zod";
import { Done, Empty } from "./page.ts";
import { route } from "./route.ts";

/** The demo is an org of its own beside the one it was made from: wiping it cannot touch what is real. */
export const DemoState = z.object({
  state: z.enum(["absent", "making", "present", "wiping", "failed"]),
  /** Share done, 0 to 1, while making. */
  progress: z.number(),
  members: z.number().int(),
  messages: z.number().int(),
  joinUrl: z.string().nullable(),
  /** Whether the caller is looking at the demo's org now. */
  inside: z.boolean(),
});
export type DemoState = z.infer<typeof DemoState>;

export const getDemo = route({
  method: "GET",
  path: "/demo",
  summary: "Whether the demo community exists or is being made",
  access: "staff",
  in: Empty,
  out: DemoState,
  refuses: [],
});

export const createDemo = route({
  method: "POST",
  path: "/demo",
  summary: "Makes a pet community of 12 groups, 3,000 members and 90 days through the real ingest path",
  access: "org.manage",
  in: Empty,
  out: DemoState,
  refuses: ["demo.running"],
});

export const wipeDemo = route({
  method: "DELETE",
  path: "/demo",
  summary: "Wipes the demo community and all that hangs on it; who is inside comes back to his own org",
  access: "org.manage",
  in: Empty,
  out: DemoState,
  refuses: ["demo.absent", "demo.running"],
});

export const enterDemo = route({
  method: "POST",
  path: "/demo/enter",
  summary: "Signs the caller in to the demo's org as its owner; the way back is kept in a cookie",
  access: "org.manage",
  in: Empty,
  out: Done,
  refuses: ["demo.absent", "demo.running"],
});

export const leaveDemo = route({
  method: "POST",
  path: "/demo/leave",
  summary: "Signs the caller in to his own org again",
  access: "staff",
  in: Empty,
  out: Done,
  refuses: ["session.expired"],
});
