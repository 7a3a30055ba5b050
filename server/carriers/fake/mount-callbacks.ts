import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { GroupId, MemberId, OrgId } from "../../../contract/ids.ts";
import type { Ingest, Inbound } from "../../modules/messaging/index.ts";

const Callback = z.object({
  messages: z
    .array(
      z.object({
        id: z.string().min(1).max(120),
        org: OrgId,
        groupId: GroupId,
        memberId: MemberId,
        at: z.iso.datetime(),
        text: z.string().max(10_000),
      }),
    )
    .max(5_000),
});

/**
 * Takes what the fake carrier delivers. 200 is answered only once every message of the callback is committed
 * (or can never be stored and is kept aside); anything else, and the carrier tells it again.
 */
export function mountFakeCallbacks(
  server: FastifyInstance,
  { ingest, secret }: { ingest: Ingest; secret: string },
): void {
  void server.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body));
    scope.post("/callbacks/fake", { schema: { hide: true } }, async (request, reply) => {
      const body = String(request.body);
      if (!isSigned(body, { signature: String(request.headers["x-fake-signature"] ?? ""), secret }))
        return reply.status(403).send({});
      const parsed = Callback.safeParse(JSON.parse(body));
      if (!parsed.success) return reply.status(400).send({});
      await ingest.receiveMany(parsed.data.messages.map(toInbound));
      return reply.status(200).send({});
    });
  });
}

const toInbound = (message: z.infer<typeof Callback>["messages"][number]): Inbound => ({
  org: message.org,
  carrier: "fake",
  externalId: `fake/${message.id}`,
  at: new Date(message.at),
  groupId: message.groupId,
  memberId: message.memberId,
  kind: "text",
  text: message.text,
});

function isSigned(body: string, { signature, secret }: { signature: string; secret: string }): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
