import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closeBrowser, newPhone, openBrowser, type Visitor } from "../harness/browser.ts";
import { readFaults } from "./read-faults.ts";

let visitor: Visitor;
beforeAll(async () => {
  visitor = await newPhone(await openBrowser());
});
afterEach(() => visitor.page.setViewportSize({ width: 390, height: 844 }));
afterAll(closeBrowser);

const long = "一个很长很长的群名字".repeat(6);

/** The faults of a page with this body, as "kind what". */
async function judge(body: string): Promise<string[]> {
  await visitor.page.setContent(
    `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><body style="margin:8px">${body}`,
  );
  return (await readFaults(visitor.page)).map(({ kind, what }) => `${kind} ${what}`);
}

test("a page in order has no fault", async () => {
  const faults = await judge(`
    <h1>${long}</h1>
    <p>群岛 qundao.example.com, 3.5 分, 你好。Hello world. a.b c</p>
    <div style="overflow-x:auto"><table style="width:900px"><td>宽表格自己滚动</td></table></div>
    <div style="height:100px;overflow-y:auto"><div style="height:900px;padding-top:80px">${long}</div></div>
    <div title="${long}" style="width:120px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis">${long}</div>
    <div style="overflow:hidden;line-height:1.1;font-size:16px">一行字 gjpqy</div>
    <div style="height:0;overflow:hidden">收起的面板</div>
    <span style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)">给读屏的话</span>
    <div data-clip-ok style="width:40px;white-space:nowrap;overflow:hidden">${long}</div>
    <div style="position:fixed;top:0;left:100%;width:300px">等在外面的抽屉</div>
    <div style="overflow:hidden;height:20px"><div style="position:absolute;top:400px">不归它管的浮层</div></div>
    <code>group.full</code> <span translate="no">members.list</span>
    <div style="display:none">undefined</div>
    <img alt="点" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">
    <input placeholder="搜一搜">`);
  expect(faults).toEqual([]);
});

test.each([
  [
    "a page that scrolls sideways",
    `<div style="width:500px">宽</div>`,
    /^scroll the page scrolls sideways by 1\d\d px$/,
  ],
  ["a word that does not break", `<p>${"x".repeat(200)}</p>`, /^scroll the page scrolls sideways/],
  [
    "text cut off sideways",
    `<div style="width:120px;white-space:nowrap;overflow:hidden">${long}</div>`,
    /^clipped cut off sideways by <div>/,
  ],
  [
    "an ellipsis that hides its text for good",
    `<div style="width:120px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis">${long}</div>`,
    /^clipped cut off sideways/,
  ],
  [
    "lines cut off in a fixed height",
    `<div style="height:30px;overflow:hidden">${long}</div>`,
    /^clipped cut off in its height/,
  ],
  [
    "a line cut through its middle",
    `<div style="height:12px;overflow:hidden;font-size:16px;line-height:24px">半行字</div>`,
    /^clipped cut off in its height/,
  ],
  [
    "text cut by a box further out",
    `<div style="width:100px;overflow:hidden"><div><b style="white-space:nowrap">${long}</b></div></div>`,
    /^clipped cut off sideways/,
  ],
  [
    "a floating panel beyond the window",
    `<div style="position:fixed;top:0;left:300px;width:200px;white-space:nowrap">${long}</div>`,
    /^clipped cut off by the edge of the window$/,
  ],
  [
    "a placeholder that is too long",
    `<input style="width:80px" placeholder="${long}">`,
    /^clipped the placeholder is \d+ px too long/,
  ],
  ["a message key", "<b>groups.columns.name</b>", /^text a message key: groups\.columns\.name$/],
  [
    "a message key in a label",
    `<button aria-label="chat.send">→</button>`,
    /^text aria-label: a message key: chat\.send$/,
  ],
  ["undefined", "<p>你好 undefined</p>", /^text a value that leaked: undefined$/],
  ["not a number", "<p>NaN 人</p>", /^text a value that leaked: NaN$/],
  ["an object as text", "<p>[object Object]</p>", /^text a value that leaked: \[object $/],
  ["a hole that nobody filled", "<p>还有 {count} 人</p>", /^text a value that leaked: \{count\}$/],
  [
    "a picture that does not load",
    `<img width="20" height="20" src="data:image/png;base64,xx">`,
    /^picture the picture does not load$/,
  ],
])("%s is a fault", async (_, body, fault) => {
  const faults = await judge(body);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(fault);
});

test("the element that widens the page is named", async () => {
  await visitor.page.setContent(`<main><p>窄</p><div class="banner wide" style="width:900px">宽的横幅</div></main>`);
  expect((await readFaults(visitor.page))[0]?.where).toBe("<div.banner.wide> “宽的横幅”");
});

test("a page that forbids scripts of others can be read all the same", async () => {
  const server = createServer((_, response) => {
    response.setHeader("content-security-policy", "default-src 'none'; script-src 'self'");
    response.setHeader("content-type", "text/html; charset=utf-8").end("<p>还有 undefined</p>");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await visitor.page.goto(`http://127.0.0.1:${port}/`);
  expect(await readFaults(visitor.page)).toHaveLength(1);
  server.close();
});
