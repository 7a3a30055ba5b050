import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { PictureId, type GroupId, type MemberId, type StaffId } from "../../contract/ids.ts";
import { noOrg, systemActor, type Ctx } from "../kernel/context.ts";
import { createContext } from "../kernel/create-context.ts";
import { wireOf, type Mounting } from "../kernel/http/mount-routes.ts";
import { refuse } from "../kernel/problem.ts";
import { findGroups, findMemberships } from "../modules/groups/index.ts";
import { messages } from "../modules/messaging/index.ts";
import { findStaff } from "../modules/org/index.ts";

const Params = z.object({ pictureId: PictureId });
const Query = z.object({ w: z.string().optional() });

/**
 * Serves pictures to who may see them: staff who see the group, the owner, and members of the group it was sent to.
 * Everybody else is told that there is none.
 */
export function mountPictures(server: FastifyInstance, mounting: Mounting): void {
  server.get("/pictures/:pictureId", { schema: { hide: true } }, async (request, reply) => {
    const parsed = Params.safeParse(request.params);
    if (!parsed.success) return refuse("picture.not_found");
    const anonymous = createContext(mounting.parts, { org: noOrg, actor: systemActor });
    const wire = wireOf(mounting, { request, reply });
    const staff = await mounting.authentication.staff(anonymous, wire);
    const member = await mounting.authentication.member(anonymous, wire);
    const small = Query.safeParse(request.query).data?.w !== undefined;
    for (const principal of [staff?.permissions.has("groups.read") ? staff : undefined, member]) {
      if (!principal) continue;
      const ctx = createContext(mounting.parts, principal);
      const picture = await messages.findPicture(ctx, { id: parsed.data.pictureId, small });
      const maySee = principal === staff ? staffMaySee : memberMaySee;
      if (picture && (await maySee(ctx, picture)))
        return reply
          .type("image/jpeg")
          .header("cache-control", "private, max-age=31536000, immutable")
          .header("content-disposition", "inline")
          .send(picture.bytes);
    }
    return refuse("picture.not_found");
  });
}

interface Shown {
  readonly ownerId: string;
  readonly groupId: GroupId | null;
}

/** What was sent to a group is for staff who see the group; what was not yet sent for those who see everything, and
 * among the staff themselves. */
async function staffMaySee(ctx: Ctx, { ownerId, groupId }: Shown): Promise<boolean> {
  if (ctx.actor.scope === null) return true;
  if (groupId !== null) return (await findGroups(ctx, [groupId])).has(groupId);
  return (await findStaff(ctx, [ownerId as StaffId])).size > 0;
}

async function memberMaySee(ctx: Ctx, picture: Shown): Promise<boolean> {
  const memberId = ctx.actor.id as MemberId;
  if (picture.ownerId === memberId) return true;
  if (picture.groupId === null) return false;
  const memberships = await findMemberships(ctx, [{ groupId: picture.groupId, memberId }]);
  return memberships.get({ groupId: picture.groupId, memberId })?.leftAt === null;
}
