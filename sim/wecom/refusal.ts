/** The platform's words for each code that the simulator answers. */
const texts: Readonly<Record<number, string>> = {
  [-1]: "system busy",
  6000: "data version conflict",
  40001: "invalid credential",
  40003: "invalid UserID",
  40004: "invalid media type",
  40005: "invalid type",
  40006: "invalid media size",
  40007: "invalid media_id",
  40013: "invalid corpid",
  40014: "invalid access_token",
  40031: "invalid userid list",
  40035: "invalid parameter",
  40056: "invalid agentid",
  40058: "invalid Request Parameter",
  40063: "some parameters are empty",
  40066: "invalid party list",
  40068: "invalid tagid",
  40071: "UserTag Name Already Exist",
  40091: "invalid secret",
  40096: "invalid external userid",
  40123: "invalid image format",
  40126: "corp tag exceed limit",
  40144: "tags of external contact exceed limit",
  40145: "media_id expired",
  40201: "content blocked by anti-spam",
  40206: "request body too large",
  41001: "access_token missing",
  41002: "corpid missing",
  41004: "corpsecret missing",
  41006: "media_id missing",
  41009: "userid missing",
  41011: "missing agentid",
  41035: "external userid missing",
  41037: "contact way type missing",
  41038: "contact way scene missing",
  41039: "invalid contact way type",
  41040: "invalid contact way scene",
  41041: "too many users of contact way",
  41042: "invalid contact way style",
  41043: "contact way config_id missing",
  41044: "invalid contact way config_id",
  41045: "contact way count exceed limit",
  41049: "welcome_code missing",
  41050: "invalid welcome code",
  41051: "externaluser has started chatting",
  41053: "externaluser has not agreed to msgaudit",
  41054: "user has not been activated or real-name verified",
  41055: "group welcome template exceed limit",
  41058: "no permission to edit group welcome template",
  41064: "too many attachments",
  41065: "invalid attachment type",
  41072: "media uploaded for another scene",
  41091: "too many chat_id of join way",
  41096: "welcome message is being sent by another app",
  41200: "not available for this business category",
  42001: "access_token expired",
  44001: "empty media data",
  45001: "media size out of limit",
  45002: "message content size out of limit",
  45009: "api freq out of limit",
  45033: "api concurrent out of limit",
  45035: "concurrent operations on the same record",
  45036: "data access is limited because of abnormal traffic",
  48001: "api unauthorized",
  48002: "api forbidden",
  48006: "api forbidden: permission withdrawn for inactivity",
  49008: "group has been dismissed",
  50001: "redirect_url is not in trusted domain",
  50003: "app disabled",
  50100: "invalid cursor",
  60011: "no privilege to access/modify contact/party/agent",
  60020: "not allow to access from your ip",
  60021: "userid is not in the visible range of app",
  60030: "out of the range",
  60031: "app is forbidden to call api",
  60111: "userid not found",
  60123: "invalid party id",
  81017: "too many items",
  84061: "not external contact",
  84074: "no permission of external contact",
  84084: "not follow user or not in the visible range",
  90501: "chat is not external group chat",
  90509: "chat is not customer group of wecom",
  90511: "invalid opengid",
  91040: "invalid ticket type",
  701008: "no user has a valid license",
  830001: "url does not support range",
  830002: "media too large, use range",
  830003: "download failed",
};

/** The platform says no. `detail` names what was wrong where one code covers much. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly errcode: number;

  constructor(errcode: number, detail?: string) {
    super([texts[errcode] ?? "request refused", detail].filter(Boolean).join(", "));
    this.errcode = errcode;
  }
}

export function refuse(errcode: number, detail?: string): never {
  throw new Refusal(errcode, detail);
}

export function textOf(errcode: number): string {
  return texts[errcode] ?? "request refused";
}

/** Every code that has words, thus may be answered. */
export const knownCodes: readonly number[] = Object.keys(texts).map(Number);
