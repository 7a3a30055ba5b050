import type { ContactWay } from "./contact-way.ts";
import type { Customer } from "./customer.ts";
import type { Group } from "./group.ts";
import type { JoinWay } from "./join-way.ts";
import type { CorpLimits } from "./limits.ts";
import type { Media, UploadJob } from "./media.ts";
import type { Department, Staff } from "./staff.ts";
import type { Strategy } from "./strategy.ts";
import type { Tag, TagGroup } from "./tag.ts";
import type { WelcomeTemplate } from "./welcome-template.ts";
import type { Welcome } from "./welcome.ts";

/** One company with everything it has on the platform. Maps keep the order in which things came to be. */
export interface Corp {
  readonly corpid: string;
  name: string;
  /** Who may use temporary chats is decided by the line of business. */
  industry: string;
  /** With a WeChat open-platform account bound, customers carry a unionid. */
  isOpenPlatformBound: boolean;
  limits: CorpLimits;
  /** Words for which a text is refused as spam. */
  readonly spamWords: Set<string>;
  readonly apps: Map<number, App>;
  readonly departments: Map<number, Department>;
  /** Those who left stay here, marked. */
  readonly staff: Map<string, Staff>;
  readonly customers: Map<string, Customer>;
  readonly tagGroups: Map<string, TagGroup>;
  readonly tags: Map<string, Tag>;
  readonly strategies: Map<number, Strategy>;
  readonly groups: Map<string, Group>;
  /** Customers who wait for a member to accept them, by userid/external_userid. */
  readonly requests: Map<string, AddRequest>;
  readonly contactWays: Map<string, ContactWay>;
  readonly joinWays: Map<string, JoinWay>;
  readonly welcomes: Map<string, Welcome>;
  readonly welcomeTemplates: Map<string, WelcomeTemplate>;
  readonly media: Map<string, Media>;
  readonly imageUrls: Set<string>;
  readonly uploadJobs: Map<string, UploadJob>;
  /** People whom no group lets in by scanning: 群黑名单. */
  readonly blacklist: Set<string>;
}

/**
 * `self_built`: an ordinary app. `contact_sync`: the 通讯录同步 assistant, who hears of staff and departments.
 * `customer_contact`: the 客户联系 system app, whose secret works only for corps that used it before December 2023.
 */
export type AppKind = "self_built" | "contact_sync" | "customer_contact";

export interface App {
  readonly agentid: number;
  readonly kind: AppKind;
  name: string;
  secret: string;
  isEnabled: boolean;
  /** A 通讯录同步 assistant set up before August 2022 is told everything about staff; others userid and departments. */
  readonly hearsStaffDetails: boolean;
  /** In 客户联系 → 可调用接口的应用. */
  canCallCustomerApis: boolean;
  /** Used the system secret before December 2023. */
  hasLegacySecret: boolean;
  /** 可信域名: with it, or with a callback address, the console takes an IP list. */
  trustedDomain: string | undefined;
  range: VisibleRange;
  /** 企业可信IP; undefined: the app is older than the rule and is asked from anywhere. */
  ips: readonly string[] | undefined;
  /** Whose interface licence has run out: only for service providers' apps. */
  readonly unlicensed: Set<string>;
  callback: Callback | undefined;
}

export interface VisibleRange {
  readonly users: readonly string[];
  /** Departments with all below them. */
  readonly parties: readonly number[];
}

export interface Callback {
  readonly url: string;
  readonly token: string;
  readonly aesKey: string;
  /** 外部联系人变更回调 is ticked. */
  readonly hearsCustomers: boolean;
}

export interface AddRequest {
  readonly add_way: number;
  readonly state: string | undefined;
  readonly temporaryUntil: number | undefined;
}
