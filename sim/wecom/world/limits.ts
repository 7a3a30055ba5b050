/** What the platform allows one corp. The defaults are the documented figures; a tester makes one small to meet it. */
export interface CorpLimits {
  /** Calls of one API by one corp. */
  readonly callsPerMinute: number;
  readonly callsPerHour: number;
  readonly debugCallsPerMinute: number;
  /** Calls of one API by one corp that are answered at the same time; the real figure is not published. */
  readonly parallelCalls: number;
  readonly jsapiTicketsPerHour: number;
  readonly jsapiTicketsPerHourAndApp: number;
  readonly uploadedImagesPerDay: number;
  readonly uploadedImagesPerMonth: number;
  readonly corpTags: number;
  readonly tagsPerCustomer: number;
  /** Contact ways and join ways together. */
  readonly ways: number;
  readonly temporaryWaysPerDay: number;
  readonly usersPerContactWay: number;
  readonly groupsPerJoinWay: number;
  readonly welcomeTemplates: number;
  /** Largest group; people may still be invited up to here. */
  readonly groupMembers: number;
  /** Nobody joins by scanning once a group has so many. */
  readonly groupMembersByScan: number;
  readonly customersPerStaff: number;
  readonly tokenSeconds: number;
  readonly welcomeCodeSeconds: number;
  readonly mediaSeconds: number;
  readonly cursorSeconds: number;
}

export const documentedLimits: CorpLimits = {
  callsPerMinute: 10_000,
  callsPerHour: 150_000,
  debugCallsPerMinute: 5,
  parallelCalls: 10,
  jsapiTicketsPerHour: 400,
  jsapiTicketsPerHourAndApp: 100,
  uploadedImagesPerDay: 1_000,
  uploadedImagesPerMonth: 3_000,
  corpTags: 10_000,
  tagsPerCustomer: 3_000,
  ways: 500_000,
  temporaryWaysPerDay: 100_000,
  usersPerContactWay: 100,
  groupsPerJoinWay: 5,
  welcomeTemplates: 100,
  groupMembers: 500,
  groupMembersByScan: 200,
  customersPerStaff: 5_000,
  tokenSeconds: 7_200,
  welcomeCodeSeconds: 20,
  mediaSeconds: 3 * 86_400,
  cursorSeconds: 4 * 3_600,
};

/** What the platform allows one address, and how it behaves towards everybody. */
export interface PlatformSettings {
  readonly ipCallsPerMinute: number;
  readonly ipCallsPerHour: number;
  /** Wrong secrets from one address in an hour; one more and the address is refused for an hour. */
  readonly wrongSecretsPerHour: number;
  /** How long an answer takes: drawn between the two. */
  readonly latencyMs: readonly [from: number, to: number];
  /** The address that every caller is taken for; undefined: the address the connection comes from. */
  readonly callerIp: string | undefined;
  /** What a second gettoken brings while the first token lives. */
  readonly repeatedToken: "same" | "new";
  /** How long a change of an app's IP list takes to be obeyed. */
  readonly ipListDelayMs: number;
  /** How long groupchat/get may still show a group as it was before its last change. */
  readonly groupStalenessMs: number;
  /** Added to every time that a callback and a Date header name. */
  readonly clockSkewMs: number;
  /** How long a receiver may take to answer a callback, on the machine's clock. */
  readonly callbackDeadlineMs: number;
  /** Attempts after the first. */
  readonly callbackRetries: number;
  /** `failures`: any answer but 200 is tried again. `timeouts`: only a connection that fails or is silent. */
  readonly callbackRetryOn: "failures" | "timeouts";
  /** Callbacks that one receiver has open at a time. */
  readonly callbacksAtOnce: number;
  /** How MemChangeList is written: elements, or one text with commas as older accounts still receive it. */
  readonly memberListShape: "items" | "commas";
}

export const documentedSettings: PlatformSettings = {
  ipCallsPerMinute: 20_000,
  ipCallsPerHour: 600_000,
  wrongSecretsPerHour: 2_000,
  latencyMs: [0, 0],
  callerIp: undefined,
  repeatedToken: "same",
  ipListDelayMs: 60_000,
  groupStalenessMs: 0,
  clockSkewMs: 0,
  callbackDeadlineMs: 5_000,
  callbackRetries: 3,
  callbackRetryOn: "failures",
  callbacksAtOnce: 64,
  memberListShape: "items",
};
