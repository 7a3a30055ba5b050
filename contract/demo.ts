import { z } from "zod";
import { Empty } from "./page.ts";
import { route } from "./route.ts";

export const DemoState = z.object({
  state: z.enum(["absent", "making", "present", "wiping", "failed"]),
  /** Share done, 0 to 1, while making. */
  progress: z.number(),
  members: z.number().int(),
  messages: z.number().int(),
  joinUrl: z.string().nullable(),
});

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
  summary: "Wipes the demo community and all that hangs on it",
  access: "org.manage",
  in: Empty,
  out: DemoState,
  refuses: ["demo.absent", "demo.running"],
});
