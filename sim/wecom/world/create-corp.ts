import type { Chance } from "../chance.ts";
import type { App, AppKind, Callback, Corp, VisibleRange } from "./corp.ts";
import { type CorpLimits, documentedLimits } from "./limits.ts";
import { addDepartment } from "./staff.ts";

export interface CorpDraft {
  readonly corpid: string;
  readonly name: string;
  readonly industry?: string | undefined;
  readonly isOpenPlatformBound?: boolean | undefined;
  readonly limits?: Partial<CorpLimits> | undefined;
  readonly spamWords?: readonly string[] | undefined;
}

/** A company with nothing but its root department. */
export function createCorp(draft: CorpDraft): Corp {
  const corp: Corp = {
    corpid: draft.corpid,
    name: draft.name,
    industry: draft.industry ?? "retail",
    isOpenPlatformBound: draft.isOpenPlatformBound ?? false,
    limits: { ...documentedLimits, ...draft.limits },
    spamWords: new Set(draft.spamWords),
    apps: new Map(),
    departments: new Map(),
    staff: new Map(),
    customers: new Map(),
    tagGroups: new Map(),
    tags: new Map(),
    strategies: new Map(),
    groups: new Map(),
    requests: new Map(),
    contactWays: new Map(),
    joinWays: new Map(),
    welcomes: new Map(),
    welcomeTemplates: new Map(),
    media: new Map(),
    imageUrls: new Set(),
    uploadJobs: new Map(),
    blacklist: new Set(),
  };
  addDepartment(corp, { id: 1, name: corp.name, parentid: 0 });
  return corp;
}

export interface AppDraft {
  readonly agentid?: number | undefined;
  readonly kind?: AppKind | undefined;
  readonly name: string;
  readonly secret?: string | undefined;
  readonly canCallCustomerApis?: boolean | undefined;
  readonly range?: VisibleRange | undefined;
  readonly ips?: readonly string[] | undefined;
  readonly hearsStaffDetails?: boolean | undefined;
  readonly hasLegacySecret?: boolean | undefined;
  readonly callback?: Callback | undefined;
}

const firstAgentid = 1_000_002;

/** An app as the console makes it: it may do nothing until it is allowed to. */
export function addApp(corp: Corp, draft: AppDraft, chance: Chance): App {
  const agentid = draft.agentid ?? Math.max(firstAgentid - 1, ...corp.apps.keys()) + 1;
  const app: App = {
    agentid,
    kind: draft.kind ?? "self_built",
    name: draft.name,
    secret: draft.secret ?? chance.id("", 43),
    isEnabled: true,
    hearsStaffDetails: draft.hearsStaffDetails ?? false,
    canCallCustomerApis: draft.canCallCustomerApis ?? false,
    hasLegacySecret: draft.hasLegacySecret ?? false,
    trustedDomain: undefined,
    range: draft.range ?? { users: [], parties: [] },
    ips: draft.ips,
    unlicensed: new Set(),
    callback: draft.callback,
  };
  corp.apps.set(agentid, app);
  return app;
}
