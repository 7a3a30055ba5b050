import fc from "fast-check";
import { expect, test } from "vitest";
import { packUp } from "./realtime.ts";

test("hints are packed in order, none lost, each packet small enough for NOTIFY", () => {
  const hint = fc.tuple(fc.string({ maxLength: 40 }), fc.string({ maxLength: 1_500, unit: "binary" }));
  fc.assert(
    fc.property(fc.array(hint, { maxLength: 40 }), (hints) => {
      const packets = packUp("me", hints);
      expect(packets.every((packet) => Buffer.byteLength(packet) < 8_000)).toBe(true);
      expect(packets.flatMap((packet) => (JSON.parse(packet) as { hints: unknown[] }).hints)).toEqual(hints);
    }),
  );
});
