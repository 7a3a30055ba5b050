import { isRecord } from "../fields.ts";

export interface Amended {
  readonly body: Readonly<Record<string, unknown>>;
  /** What was changed and why: shown to whoever reads the result. */
  readonly notes: readonly string[];
}

/**
 * Official samples are written to show fields, not to be sent: one placeholder stands for different things, and some
 * break a rule of their own page. What is changed before sending is listed here, and nothing else is.
 */
export function amendRequest(api: string, sample: Readonly<Record<string, unknown>>): Amended {
  const notes: string[] = [];
  const body = { ...splitMediaIds(sample) };
  if (typeof body["cursor"] === "string" && body["cursor"] !== "") {
    body["cursor"] = "";
    notes.push("a cursor comes from the answer before: the first page is asked for");
  }
  const users = body["user"];
  if (api === "externalcontact/add_contact_way" && body["type"] === 1 && Array.isArray(users)) {
    if (users.length > 1 || body["party"] !== undefined) notes.push("a way of type 1 has exactly one user");
    body["user"] = users.slice(0, 1);
    delete body["party"];
  }
  if (api === "media/upload_by_url") {
    body["url"] = "http://127.0.0.1:9/none";
    notes.push("the address of the sample does not exist");
  }
  return { body, notes };
}

/** "MEDIA_ID" stands for a picture here and for a film there. */
function splitMediaIds(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const walk = (entry: unknown, kind: string): unknown => {
    if (Array.isArray(entry)) return entry.map((item) => walk(item, kind));
    if (!isRecord(entry)) return entry;
    return Object.fromEntries(
      Object.entries(entry).map(([name, inner]) => {
        const isMedia = (name === "media_id" || name === "pic_media_id") && typeof inner === "string";
        return [name, isMedia ? `${inner}:${kindOf(name, kind)}` : walk(inner, name)];
      }),
    );
  };
  const walked = walk(value, "");
  return isRecord(walked) ? walked : value;
}

function kindOf(name: string, parent: string): string {
  return name === "media_id" && (parent === "video" || parent === "file") ? parent : "image";
}
