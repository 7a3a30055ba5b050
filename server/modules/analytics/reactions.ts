import { listen, type EventRow, type Listener } from "../../kernel/events.ts";
import { getOrg } from "../org/index.ts";
import type { Ctx } from "../../kernel/context.ts";
import { createDayOf } from "./calendar.ts";
import { addStayToDay, endStay, insertStay, type StayChange } from "./store/count.ts";
import { eraseOrg } from "./store/erase-org.ts";

async function toChange(tx: Ctx, event: EventRow<"member.joined" | "member.left">): Promise<StayChange> {
  const { timeZone } = await getOrg(tx);
  const { groupId, memberId } = event.fact;
  // The fact's own time: stays that are brought in from elsewhere began before they are told.
  const at = new Date(event.fact.at);
  return { eventId: event.id, groupId, memberId, at, day: createDayOf(timeZone)(at) };
}

export const listeners: readonly Listener[] = [
  listen({
    event: "member.joined",
    name: "analytics.count-join",
    when: "within",
    hear: async (tx, event) => {
      const change = await toChange(tx, event);
      if (await insertStay(tx, change)) await addStayToDay(tx, "joins", change);
    },
  }),
  listen({
    event: "member.left",
    name: "analytics.count-leave",
    when: "within",
    hear: async (tx, event) => {
      const change = await toChange(tx, event);
      if (await endStay(tx, change)) await addStayToDay(tx, "leaves", change);
    },
  }),
  listen({ event: "org.wiping", name: "analytics.erase-org", when: "within", hear: (tx) => eraseOrg(tx) }),
];
