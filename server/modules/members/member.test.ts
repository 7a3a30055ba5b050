import fc from "fast-check";
import { expect, test } from "vitest";
import { applyTags, maxTags, missingConsents } from "./member.ts";

test("privacy and messages must be agreed to, contact need not", () => {
  expect(missingConsents({ privacy: true, messages: true, contact: false })).toEqual([]);
  expect(missingConsents({ privacy: false, messages: true, contact: true })).toEqual(["privacy"]);
  expect(missingConsents({})).toEqual(["privacy", "messages"]);
});

test.each([
  { tags: ["猫"], change: { add: ["狗"] }, after: ["猫", "狗"], added: ["狗"], removed: [] },
  { tags: ["猫"], change: { add: ["猫"] }, after: ["猫"], added: [], removed: [] },
  { tags: ["猫", "狗"], change: { remove: ["猫", "鱼"] }, after: ["狗"], added: [], removed: ["猫"] },
  { tags: ["猫"], change: { add: ["猫"], remove: ["猫"] }, after: ["猫"], added: [], removed: [] },
  { tags: ["猫"], change: { add: ["狗"], remove: ["猫"] }, after: ["狗"], added: ["狗"], removed: ["猫"] },
  { tags: [], change: {}, after: [], added: [], removed: [] },
])("tags $tags changed by $change become $after", ({ tags, change, after, added, removed }) => {
  expect(applyTags(tags, change)).toEqual({ tags: after, added, removed });
});

const someTags = fc.uniqueArray(fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789".split("")), {
  maxLength: 36,
});

test("what a change of tags says it did is what it did, and it never goes beyond the limit", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: maxTags }),
      someTags,
      someTags,
      (tags, add, remove) => {
        const { tags: after, added, removed } = applyTags(tags, { add, remove });
        expect(after.length).toBeLessThanOrEqual(maxTags);
        expect(new Set(after).size).toBe(after.length);
        expect(new Set([...tags.filter((tag) => !removed.includes(tag)), ...added])).toEqual(new Set(after));
        for (const tag of removed) expect(remove).toContain(tag);
        for (const tag of added) expect(tags).not.toContain(tag);
      },
    ),
  );
});
