import type { Chance } from "../chance.ts";
import type { Fault, FaultBoard } from "../faults/fault-board.ts";
import type { App, Corp } from "../world/corp.ts";
import { isVisible } from "../world/range.ts";
import type { World } from "../world/world.ts";
import type { Audience, CorpEvent } from "./corp-event.ts";
import type { Delivery, DeliveryLog } from "./delivery-log.ts";
import { namedOutside, sealGarbage, sealMessage } from "./envelope.ts";
import type { Receivers } from "./post-callback.ts";
import { writeXml, type XmlFields } from "./xml.ts";

interface Lane {
  /** Those before `next` are gone; shifting a hundred thousand one by one would take minutes. */
  waiting: (Parcel | undefined)[];
  next: number;
  open: number;
}

/** A delivery with what each attempt needs. */
interface Parcel {
  readonly delivery: Delivery;
  readonly corp: Corp;
  readonly app: App;
  readonly agentidOutside: number | undefined;
  left: number;
}

/**
 * Brings callbacks to their receivers: each app a lane, so many requests open at a time, in the order things
 * happened; a failed one again, three times, five seconds after the attempt before began. Then it is lost.
 */
export class Outbox {
  readonly #world: World;
  readonly #chance: Chance;
  readonly #faults: FaultBoard;
  readonly #receivers: Receivers;
  readonly log: DeliveryLog;
  readonly #lanes = new Map<string, Lane>();
  #open = 0;
  readonly #idle: (() => void)[] = [];

  constructor(parts: {
    readonly world: World;
    readonly chance: Chance;
    readonly faults: FaultBoard;
    readonly receivers: Receivers;
    readonly log: DeliveryLog;
  }) {
    this.#world = parts.world;
    this.#chance = parts.chance;
    this.#faults = parts.faults;
    this.#receivers = parts.receivers;
    this.log = parts.log;
  }

  /** Tells every app that may hear of it. */
  tell(corp: Corp, event: CorpEvent): void {
    for (const app of corp.apps.values()) {
      if (app.callback && app.isEnabled && hears(corp, app, event.audience)) this.#tellApp(corp, app, event);
    }
  }

  /** Sends any text as if it were an event. */
  sendRaw(corp: Corp, app: App, message: { readonly xml: string; readonly kind: Delivery["kind"] }): Delivery {
    const { xml, kind } = message;
    const event = /<Event>(?:<!\[CDATA\[)?([^\]<]*)/.exec(xml)?.[1] ?? "raw";
    const changeType = /<ChangeType>(?:<!\[CDATA\[)?([^\]<]*)/.exec(xml)?.[1];
    const delivery = this.#openDelivery({ corp, app, event, changeType, xml, kind });
    this.#send({ delivery, corp, app, agentidOutside: undefined, left: this.#world.settings.callbackRetries });
    return delivery;
  }

  /** Resolves once nothing is on its way; what waits for the clock (a retry, one held back) is not waited for. */
  async settled(): Promise<void> {
    if (this.#open === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#idle.push(resolve);
    await promise;
  }

  #tellApp(corp: Corp, app: App, event: CorpEvent): void {
    const xml = writeXml({
      ToUserName: corp.corpid,
      FromUserName: "sys",
      CreateTime: this.#seconds(),
      MsgType: "event",
      Event: event.event,
      ...this.#inShape(event.fields),
      ...event.fieldsFor?.(app),
    });
    const { ChangeType } = event.fields;
    const changeType = typeof ChangeType === "string" ? ChangeType : undefined;
    const make = (kind: Delivery["kind"]): Parcel => ({
      delivery: this.#openDelivery({ corp, app, event: event.event, changeType, xml, kind }),
      corp,
      app,
      agentidOutside: namedOutside(app, event.audience),
      left: this.#world.settings.callbackRetries,
    });
    const faults = this.#faults.drawForCallback(corp.corpid);
    const find = (kind: Fault["kind"]) => faults.find((fault) => fault.kind === kind);
    const genuine = make("genuine");
    if (find("drop")) return this.log.move(genuine.delivery, "dropped");
    if (find("garbage")) this.#send({ ...make("garbage"), left: 0 });
    const hold = find("hold");
    this.#sendLater(genuine, hold ? this.#faults.delayOf(hold) : 0);
    if (find("double")) this.#send(make("double"));
  }

  #sendLater(parcel: Parcel, delayMs: number): void {
    if (delayMs > 0) this.#world.clock.after(delayMs, () => this.#send(parcel));
    else this.#send(parcel);
  }

  #send(parcel: Parcel): void {
    const key = `${parcel.corp.corpid}/${parcel.app.agentid}`;
    const lane = this.#lanes.get(key) ?? { waiting: [], next: 0, open: 0 };
    this.#lanes.set(key, lane);
    lane.waiting.push(parcel);
    this.#open++;
    this.#drain(lane);
  }

  #drain(lane: Lane): void {
    while (lane.open < this.#world.settings.callbacksAtOnce) {
      const parcel = takeNext(lane);
      if (!parcel) return;
      lane.open++;
      void this.#attempt(parcel).finally(() => {
        lane.open--;
        this.#drain(lane);
        this.#open--;
        if (this.#open === 0) for (const resolve of this.#idle.splice(0)) resolve();
      });
    }
  }

  async #attempt(parcel: Parcel): Promise<void> {
    const { delivery, corp, app } = parcel;
    const { settings, clock } = this.#world;
    if (!app.callback) return this.log.move(delivery, "lost");
    this.log.move(delivery, "sending");
    const seal = { corpid: corp.corpid, callback: app.callback, xml: delivery.xml, seconds: this.#seconds() };
    const { query, body } =
      delivery.kind === "garbage"
        ? sealGarbage({ ...seal, chance: this.#chance })
        : sealMessage({ ...seal, agentid: parcel.agentidOutside, chance: this.#chance });
    const atMs = clock.nowMs();
    const since = performance.now();
    const answer = await this.#receivers.ask({
      method: "POST",
      address: app.callback.url,
      query,
      body,
      deadlineMs: settings.callbackDeadlineMs,
    });
    const tookMs = performance.now() - since;
    this.log.attempted(delivery, { atMs, tookMs, status: answer.status, said: answer.error ?? answer.body });
    this.#settle(parcel, { status: answer.status, tookMs });
  }

  #settle(parcel: Parcel, answer: { readonly status: number | undefined; readonly tookMs: number }): void {
    const { settings } = this.#world;
    const isAnswered = answer.status !== undefined;
    if (answer.status === 200) return this.log.move(parcel.delivery, "delivered");
    const mayRetry = !isAnswered || settings.callbackRetryOn === "failures";
    if (!mayRetry || parcel.left === 0) return this.log.move(parcel.delivery, "lost");
    this.log.move(parcel.delivery, "retrying");
    const waitMs = Math.max(0, settings.callbackDeadlineMs - answer.tookMs);
    this.#sendLater({ ...parcel, left: parcel.left - 1 }, waitMs);
  }

  #openDelivery(at: {
    readonly corp: Corp;
    readonly app: App;
    readonly event: string;
    readonly changeType: string | undefined;
    readonly xml: string;
    readonly kind: Delivery["kind"];
  }): Delivery {
    const { corp, app, ...rest } = at;
    const { corpid } = corp;
    const url = app.callback?.url ?? "";
    return this.log.open({ corpid, agentid: app.agentid, url, madeAtMs: this.#world.clock.nowMs(), ...rest });
  }

  #seconds(): number {
    const { clock, settings } = this.#world;
    return Math.floor((clock.nowMs() + settings.clockSkewMs) / 1000);
  }

  /** Older accounts receive MemChangeList as one text with commas. */
  #inShape(fields: XmlFields): XmlFields {
    const { MemChangeList } = fields;
    if (this.#world.settings.memberListShape === "items" || typeof MemChangeList !== "object") return fields;
    const items = "Item" in MemChangeList && Array.isArray(MemChangeList.Item) ? MemChangeList.Item : [];
    return { ...fields, MemChangeList: items.join(",") };
  }
}

function takeNext(lane: Lane): Parcel | undefined {
  const parcel = lane.waiting[lane.next];
  lane.waiting[lane.next] = undefined;
  lane.next++;
  if (lane.next >= lane.waiting.length) {
    lane.waiting = [];
    lane.next = 0;
  }
  return parcel;
}

/** What is done by an app's own kind and tick decides, and for staff his place in the app's range. */
function hears(corp: Corp, app: App, audience: Audience): boolean {
  switch (audience.kind) {
    case "staff":
      return (
        app.kind !== "contact_sync" && app.callback?.hearsCustomers === true && isVisible(corp, app, audience.userid)
      );
    case "corp":
      return app.kind !== "contact_sync" && app.callback?.hearsCustomers === true;
    case "system":
      return app.kind === "customer_contact" && app.callback?.hearsCustomers === true;
    case "contacts":
      return app.kind === "contact_sync";
    case "app":
      return app.agentid === audience.agentid;
  }
}
