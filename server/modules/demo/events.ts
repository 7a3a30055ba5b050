import type { OrgId } from "../../../contract/ids.ts";

declare module "../../kernel/jobs.ts" {
  interface Jobs {
    /** `demoOrg` is the demo's own org, not the one that asked for it. */
    "demo.make": { demoOrg: OrgId };
  }
}
