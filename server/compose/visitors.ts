import type { FastifyRequest } from "fastify";
import type { MemberId } from "../../contract/ids.ts";
import type { Visitor } from "../carriers/web/index.ts";
import { noOrg, systemActor } from "../kernel/context.ts";
import { createContext } from "../kernel/create-context.ts";
import type { Mounting, Principal } from "../kernel/http/mount-routes.ts";
import { wireOf } from "../kernel/http/mount-routes.ts";
import { findGroups, findMemberships } from "../modules/groups/index.ts";

type Find = (request: FastifyRequest) => Promise<Visitor | undefined>;

/** Who opens a socket, by the same cookies as any request, and which groups they may watch. */
export function visitors(mounting: Mounting): { member: Find; staff: Find } {
  const enter = async (request: FastifyRequest, kind: "member" | "staff"): Promise<Principal | undefined> => {
    const anonymous = createContext(mounting.parts, { org: noOrg, actor: systemActor });
    return mounting.authentication[kind](anonymous, wireOf(mounting, { request, reply: undefined }));
  };
  const visitor = (principal: Principal, mayWatch: (ctx: Visitor["ctx"]) => Visitor["mayWatch"]): Visitor => {
    const ctx = createContext(mounting.parts, principal);
    return { ctx, id: principal.actor.id ?? "", name: principal.actor.name, mayWatch: mayWatch(ctx) };
  };
  return {
    member: async (request) => {
      const principal = await enter(request, "member");
      return (
        principal &&
        visitor(principal, (ctx) => async (groupId) => {
          const memberId = principal.actor.id as MemberId;
          return (await findMemberships(ctx, [{ groupId, memberId }])).get({ groupId, memberId })?.leftAt === null;
        })
      );
    },
    staff: async (request) => {
      const principal = await enter(request, "staff");
      // A token that is revoked could not be told so here: programs use webhooks.
      if (!principal?.permissions.has("groups.read") || principal.actor.via) return undefined;
      return visitor(principal, (ctx) => async (groupId) => (await findGroups(ctx, [groupId])).has(groupId));
    },
  };
}
