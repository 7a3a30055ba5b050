import fc from "fast-check";
import { expect, test } from "vitest";
import type { TextPart } from "./text-parts.ts";
import { splitText } from "./text-parts.ts";

const show = (parts: readonly TextPart[]): string[] => parts.map((part) => `${part.kind}:${part.text}`);

test.each([
  ["看 https://paws.example/喂养表 再问", ["plain:看 ", "link:https://paws.example/", "plain:喂养表 再问"]],
  ["详见https://paws.example/a?b=1&c=2。谢谢", ["plain:详见", "link:https://paws.example/a?b=1&c=2", "plain:。谢谢"]],
  ["(https://paws.example/a).", ["plain:(", "link:https://paws.example/a", "plain:)."]],
  ["https://zh.example/wiki/Corgi_(dog)", ["link:https://zh.example/wiki/Corgi_(dog)"]],
  ["https://bank.example@evil.example/x", ["plain:https://bank.example@evil.example/x"]],
  ["javascript:alert(1) data:text/html,x", ["plain:javascript:alert(1) data:text/html,x"]],
  ["http://localhost/", ["plain:http://localhost/"]],
])("finds the links in %s", (text, expected) => {
  expect(show(splitText(text, []))).toEqual(expected);
});

test("marks those who were called, the longer name where two begin alike", () => {
  const mentions = [
    { id: "1", name: "小岛" },
    { id: "2", name: "小岛主" },
  ];
  expect(show(splitText("@小岛主 和 @小岛 来看", mentions))).toEqual([
    "mention:@小岛主",
    "plain: 和 ",
    "mention:@小岛",
    "plain: 来看",
  ]);
});

test("loses and adds nothing", () => {
  const names = fc.constantFrom("小岛", "a", "小岛主", "");
  const piece = fc.oneof(fc.string(), fc.constantFrom("@小岛", "https://a.example/", "http://", "@", "。", " "));
  fc.assert(
    fc.property(fc.array(piece), fc.array(names), (pieces, called) => {
      const text = pieces.join("");
      const parts = splitText(
        text,
        called.map((name, index) => ({ id: String(index), name })),
      );
      expect(parts.map((part) => part.text).join("")).toBe(text);
      const addresses = parts.flatMap((part) => (part.kind === "link" ? [part.href] : []));
      expect(addresses.every((href) => /^https?:\/\//.test(href))).toBe(true);
    }),
  );
});
