import type { Authentication } from "../kernel/http/mount-routes.ts";
import { authenticateMember } from "../modules/members/index.ts";
import { authenticateStaff } from "../modules/org/index.ts";

export const authentication: Authentication = { staff: authenticateStaff, member: authenticateMember };
