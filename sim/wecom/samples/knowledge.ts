import { addFields, type Fields } from "./fields-of.ts";
import { isRecord } from "../fields.ts";
import { readXml } from "./read-xml.ts";

/** What the simulator was heard to say, by API and by event: the fields of all its answers together. */
export class Knowledge {
  readonly answers = new Map<string, Fields>();
  readonly refusals = new Map<string, Fields>();
  readonly events = new Map<string, Fields>();
  readonly envelope: Fields = new Map();

  hearAnswer(api: string, said: { readonly errcode: number }): void {
    const heard = said.errcode === 0 ? this.answers : this.refusals;
    heard.set(api, addFields(heard.get(api) ?? new Map<string, Set<string>>(), said));
  }

  hearEvent(xml: string, body: string): void {
    const content = readXml(xml);
    if (!isRecord(content)) throw new Error("an event is not a text");
    const key = keyOfEvent(textOf(content["Event"]) ?? "", textOf(content["ChangeType"]));
    this.events.set(key, addFields(this.events.get(key) ?? new Map<string, Set<string>>(), content));
    addFields(this.envelope, readXml(body));
  }
}

export function keyOfEvent(event: string, changeType: string | undefined): string {
  return changeType === undefined ? event : `${event}/${changeType}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
