import type { Api } from "./api.ts";
import { contactApis } from "./contact-apis.ts";
import { contactListApi } from "./contact-list-api.ts";
import { contactWayApis } from "./contact-way-apis.ts";
import { customerApis } from "./customer-apis.ts";
import { groupApis } from "./group-apis.ts";
import { joinWayApis } from "./join-way-apis.ts";
import { mediaApis } from "./media-apis.ts";
import { platformApis } from "./platform-apis.ts";
import { strategyApis } from "./strategy-apis.ts";
import { tagApis } from "./tag-apis.ts";
import { welcomeApis } from "./welcome-apis.ts";

/** Every API that is built, by its path; gettoken, which needs no token, stands apart. */
export const apis: ReadonlyMap<string, Api> = new Map(
  [
    ...platformApis,
    ...contactApis,
    ...customerApis,
    contactListApi,
    ...tagApis,
    ...strategyApis,
    ...contactWayApis,
    ...welcomeApis,
    ...groupApis,
    ...joinWayApis,
    ...mediaApis,
  ].map((api) => [api.path, api]),
);
