import fc from "fast-check";
import { expect, test } from "vitest";
import { readXml } from "../samples/read-xml.ts";
import { writeXml } from "./xml.ts";

test("text stands in CDATA, a number bare, a list as repeated elements, and what is undefined nowhere", () => {
  const xml = writeXml({ A: "甲", B: 3, C: undefined, D: { Item: ["x", "y"] }, E: "" });
  expect(xml).toBe(
    "<xml><A><![CDATA[甲]]></A><B>3</B><D><Item><![CDATA[x]]></Item><Item><![CDATA[y]]></Item></D><E><![CDATA[]]></E></xml>",
  );
});

test("any text comes out of a reader as it went in", () => {
  const texts = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.trim());
  fc.assert(
    fc.property(fc.oneof(texts, fc.constant("]]>"), fc.constant("a]]>b]]>c")), (text) => {
      expect(readXml(writeXml({ Text: text, Deep: { Item: [text, text] } }))).toEqual({
        Text: text,
        Deep: { Item: [text, text] },
      });
    }),
  );
});
