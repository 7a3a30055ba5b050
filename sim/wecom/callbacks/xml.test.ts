import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { writeXml } from "./xml.ts";

test("text stands in CDATA, a number bare, a list as repeated elements, and what is undefined nowhere", () => {
  const xml = writeXml({ A: "甲", B: 3, C: undefined, D: { Item: ["x", "y"] }, E: "" });
  expect(xml).toBe(
    "<xml><A><![CDATA[甲]]></A><B>3</B><D><Item><![CDATA[x]]></Item><Item><![CDATA[y]]></Item></D><E><![CDATA[]]></E></xml>",
  );
});

test("any text comes out of a parser as it went in", () => {
  const parser = new XMLParser({ parseTagValue: false, trimValues: false });
  const texts = fc.string({ maxLength: 60 }).filter((text) => !/[\0-\b\v\f\x0e-\x1f\ufffe\uffff\r]/u.test(text));
  fc.assert(
    fc.property(fc.oneof(texts, fc.constant("]]>"), fc.constant("a]]>b]]>")), (text) => {
      expect(parser.parse(writeXml({ Text: text }))).toEqual({ xml: { Text: text } });
    }),
  );
});
