/** A group on a carrier, a member in it and a dispatcher: what the conformance suite of carriers acts on. */
import { sql } from "kysely";
import type { ActionId, GroupId, MemberId, MessageId, TaskId } from "../../contract/ids.ts";
import type { ActionKind } from "../../contract/messaging.ts";
import { buildGroup, buildMembership } from "../../server/modules/groups/build.ts";
import { endMembership, findMemberships, muteMember } from "../../server/modules/groups/index.ts";
import { findMembers, tagMember } from "../../server/modules/members/index.ts";
import { planOne, readAction, type ActionFacts } from "../../server/modules/messaging/build.ts";
import { ensurePartitions } from "../../server/modules/messaging/ensure-partitions.ts";
import { Dispatcher, messages, type ActionBody, type Carrier } from "../../server/modules/messaging/index.ts";
import { insertMessages } from "../../server/modules/messaging/store/messages.ts";
import type { TestContext } from "./context.ts";

/** What an action of a kind is planned with, and whether our own records show that it was done. */
export interface Errand {
  readonly body: ActionBody;
  readonly isDone: () => Promise<boolean>;
}

export class CarrierStage {
  readonly #context: TestContext;
  readonly #dispatcher: Dispatcher;
  readonly groupId: GroupId;
  readonly memberId: MemberId;

  private constructor(context: TestContext, place: { groupId: GroupId; memberId: MemberId }) {
    const { ctx } = context;
    this.#context = context;
    this.#dispatcher = new Dispatcher({ ctx, ctxFor: () => ctx, resendBlindly: false });
    this.groupId = place.groupId;
    this.memberId = place.memberId;
  }

  /** A new group on the carrier with one member. */
  static async open(context: TestContext, carrier: Carrier): Promise<CarrierStage> {
    const { ctx } = context;
    await ensurePartitions(ctx, [ctx.clock.now()]);
    const groupId = (await buildGroup(ctx, { carrier: carrier.name })).id;
    return new CarrierStage(context, { groupId, memberId: await buildMembership(ctx, { groupId }) });
  }

  plan(kind: ActionKind, body: ActionBody): Promise<ActionId> {
    const { groupId, memberId } = this;
    const target = kind === "post" ? { groupId } : { groupId, memberId };
    return planOne(this.#context.ctx, { ...target, kind, body, isAutomatic: false });
  }

  /** Carries out what is due, and says how the action stands then. */
  async run(id: ActionId): Promise<ActionFacts> {
    await this.#dispatcher.runDue();
    return this.read(id);
  }

  /** Lets time pass, with a round of the sweep at its end. */
  async later(ms: number, id: ActionId): Promise<ActionFacts> {
    this.#context.clock.advance(ms);
    await this.#dispatcher.sweep();
    return this.run(id);
  }

  read(id: ActionId): Promise<ActionFacts> {
    return readAction(this.#context.ctx, id);
  }

  /** What stands in the group's chat, in order. */
  async texts(): Promise<string[]> {
    const { ctx } = this.#context;
    const { rows } = await sql<{ text: string }>`
      select text from messages where org_id = ${ctx.org} and group_id = ${this.groupId} order by id`.execute(ctx.db);
    return rows.map((row) => row.text);
  }

  async openTasks(id: ActionId): Promise<TaskId[]> {
    const { rows } = await sql<{ id: TaskId }>`
      select id from tasks where action_id = ${id} and state = 'open'`.execute(this.#context.ctx.db);
    return rows.map((row) => row.id);
  }

  /** Sets the scene for an action of this kind. */
  prepare(kind: ActionKind): Promise<Errand> {
    return this.#scenes[kind]();
  }

  readonly #scenes: Record<ActionKind, () => Promise<Errand>> = {
    post: async () => this.#saying("开饭了"),
    notice: async () => this.#saying("请看群规"),
    withdraw: () => this.#message("shown", "withdrawn"),
    restore: () => this.#message("withdrawn", "shown"),
    mute: async () => ({ body: { minutes: 10 }, isDone: () => this.#isMuted() }),
    unmute: async () => {
      const until = new Date(this.#context.clock.now().getTime() + 600_000);
      await this.#context.ctx.transaction((tx) => muteMember(tx, { ...this.#place(), until }));
      return { body: {}, isDone: async () => !(await this.#isMuted()) };
    },
    remove: async () => ({ body: {}, isDone: async () => !(await this.#isPresent()) }),
    readmit: async () => {
      await this.#context.ctx.transaction((tx) => endMembership(tx, { ...this.#place(), how: "removed" }));
      return { body: {}, isDone: () => this.#isPresent() };
    },
    tag: async () => ({ body: { tag: "常客" }, isDone: () => this.#hasTag("常客") }),
    untag: async () => {
      await this.#context.ctx.transaction((tx) => tagMember(tx, this.memberId, { add: ["新人"] }));
      return { body: { tag: "新人" }, isDone: async () => !(await this.#hasTag("新人")) };
    },
  };

  #place(): { groupId: GroupId; memberId: MemberId } {
    return { groupId: this.groupId, memberId: this.memberId };
  }

  #saying(text: string): Errand {
    return { body: { text }, isDone: async () => (await this.texts()).includes(text) };
  }

  async #message(before: "shown" | "withdrawn", after: "shown" | "withdrawn"): Promise<Errand> {
    const { ctx } = this.#context;
    const { groupId } = this;
    const id = ctx.ids.next<MessageId>();
    await insertMessages(ctx, [
      {
        id,
        groupId,
        at: ctx.clock.now(),
        externalId: id,
        senderKind: "member",
        senderId: this.memberId,
        kind: "text",
        text: "加微信领优惠",
        extra: null,
        state: before,
        visibleTo: null,
      },
    ]);
    const isDone = async () => (await messages.find(ctx, { groupId, messageId: id }))?.state === after;
    return { body: { messageId: id }, isDone };
  }

  async #membership() {
    const found = await findMemberships(this.#context.ctx, [this.#place()]);
    return found.get(this.#place());
  }

  async #isPresent(): Promise<boolean> {
    return (await this.#membership())?.leftAt === null;
  }

  async #isMuted(): Promise<boolean> {
    const until = (await this.#membership())?.mutedUntil;
    return until !== null && until !== undefined && until > this.#context.clock.now();
  }

  async #hasTag(tag: string): Promise<boolean> {
    return (await findMembers(this.#context.ctx, [this.memberId])).get(this.memberId)?.tags.includes(tag) ?? false;
  }
}
