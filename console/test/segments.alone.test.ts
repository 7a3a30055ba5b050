/** Segments in a real browser, on a stub that answers by the contract: a condition is written, counted, kept and taken back. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { closeBrowser, newDesk, newPhone, openBrowser } from "../../test/harness/browser.ts";
import type { Visitor } from "../../test/harness/browser.ts";
import { readFaults } from "../../test/shots/read-faults.ts";
import { origin, serveStub } from "./stub/stub-server.ts";
import type { Scene, Stub } from "./stub/stub-server.ts";

let browser: Browser;
let visitor: Visitor | undefined;

beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(async () => {
  await visitor?.close();
  visitor = undefined;
});
afterAll(() => closeBrowser());

async function open(
  path: string,
  scene: Scene = { kind: "dense" },
  isPhone = false,
): Promise<{ page: Page; stub: Stub }> {
  visitor = await (isPhone ? newPhone(browser, { width: 360, height: 780 }) : newDesk(browser));
  const stub = await serveStub(visitor.page, scene);
  await visitor.page.goto(`${origin}${path}`);
  return { page: visitor.page, stub };
}

const add = async (page: Page, name: string): Promise<void> => {
  await page.keyboard.press("Enter");
  await page
    .getByRole("combobox", { name: /选一个条件，可以打字找/ })
    .last()
    .waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
};
const counts = (stub: Stub) => stub.inputsOf("POST /segments/count").map((input) => input["condition"]);
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
const tagged = { kind: "fact", fact: "member.tags", op: "has_any", value: ["柯基"] };
const spoke = { kind: "fact", fact: "member.last_active", op: "within_days", value: 30 };

test("a condition is written by keyboard alone, reads as a sentence, is counted as it is written, and kept", async () => {
  const { page, stub } = await open("/segments/new");
  await page.getByRole("textbox", { name: "名称" }).fill("柯基家");
  await page.getByRole("button", { name: /加条件/ }).focus();
  await add(page, "标签");
  expect(await focused(page)).toBe("标签 填什么");
  await page.getByText("有条件还没填好").waitFor();
  await page.keyboard.type("柯基");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByText("成员 标签含 柯基", { exact: true }).waitFor();
  await expect.poll(() => counts(stub).at(-1)).toEqual({ kind: "all", of: [tagged] });
  await page.getByRole("button", { name: /加条件/ }).focus();
  await add(page, "最近说话");
  expect(await focused(page)).toBe("最近说话 填什么");
  await page.keyboard.type("30");
  await page.getByText("成员 标签含 柯基，并且30 天内说过话").waitFor();
  await page.getByRole("button", { name: "存下来" }).focus();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => stub.inputsOf("POST /segments")[0])
    .toMatchObject({ name: "柯基家", subject: "member", condition: { kind: "all", of: [tagged, spoke] } });
});

test("what is not filled in yet is not counted, and cannot be kept", async () => {
  const { page, stub } = await open("/segments/new");
  await page.getByRole("textbox", { name: "名称" }).fill("柯基家");
  await page.getByText("还没有条件，所以是全部成员。").waitFor();
  await expect.poll(() => counts(stub).length).toBe(1);
  await page.getByRole("button", { name: /加条件/ }).focus();
  await add(page, "标签");
  await page.getByText("填好标红的地方，就能数出有多少。").waitFor();
  expect(await page.getByRole("button", { name: "存下来" }).isDisabled()).toBe(true);
  expect(counts(stub)).toHaveLength(1);
});

test("and becomes or, one condition is turned round, brackets come and go", async () => {
  const { page, stub } = await open("/segments/01938000-001e-7000-8000-000000000002");
  await page.getByText(/除了 在 .*的$/).waitFor();
  await page.getByRole("button", { name: /^并且/ }).first().click();
  await page.getByText(/，或者30 天内说过话，或者/).waitFor();
  await page.getByRole("button", { name: "除了 标签" }).click();
  await page
    .getByRole("button", { name: /不再反过来/ })
    .last()
    .click();
  await page.getByText(/成员 除了 标签含 柯基 或 泰迪的，或者/).waitFor();
  await page.getByRole("button", { name: /加括号/ }).click();
  await page.getByText("括号里还没有条件。").waitFor();
  await page.getByRole("button", { name: "去掉整个括号" }).click();
  await page.getByRole("button", { name: "去掉这个条件 最近说话" }).click();
  await expect.poll(() => focused(page)).toBe("＋ 加条件");
  await expect.poll(() => JSON.stringify(counts(stub).at(-1))).not.toContain("last_active");
});

test("what the server refuses is marked where it stands, and nothing that was written is lost", async () => {
  const { page } = await open("/segments/01938000-001e-7000-8000-000000000002");
  await page.getByText("截至").waitFor();
  await page.route(/\/api\/segments\/[^/]+$/, (route) =>
    route.request().method() === "PATCH"
      ? route.fulfill({
          status: 422,
          json: { code: "segment.invalid", detail: { path: "of.1", reason: "unknown_fact" }, requestId: "r1" },
        })
      : route.fallback(),
  );
  await page.getByRole("textbox", { name: "名称" }).fill("另一个名字");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("有一个条件问的东西已经没有了，去掉标红的那一个。").waitFor();
  expect(await page.locator("[data-refused]").count()).toBe(1);
  expect(await page.locator("[data-refused]").textContent()).toContain("最近说话");
  expect(await page.getByRole("textbox", { name: "名称" }).inputValue()).toBe("另一个名字");
});

test("who these are is a list page by page, and each name leads to its page", async () => {
  const { page, stub } = await open("/segments");
  await page
    .getByRole("button", { name: /位成员/ })
    .first()
    .click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("link").nth(49).waitFor();
  await drawer.getByRole("button", { name: "再看一些" }).click();
  await drawer.getByRole("link").nth(99).waitFor();
  expect(stub.inputsOf("POST /segments/people").map((input) => input["cursor"])).toEqual([undefined, "50"]);
  await drawer.getByRole("link").first().click();
  await page.waitForURL(/\/members\//);
});

test("an archived segment can be taken back for ten seconds", async () => {
  const { page, stub } = await open("/segments/01938000-001e-7000-8000-000000000001");
  await page.getByRole("button", { name: "归档" }).click();
  await page.waitForURL(`${origin}/segments`);
  await page.getByRole("button", { name: /撤\s*销/ }).click();
  await expect.poll(() => stub.inputsOf("POST /segments/:segmentId/restore").length).toBe(1);
});

test("a saved change can be taken back", async () => {
  const { page, stub } = await open("/segments/01938000-001e-7000-8000-000000000000");
  await page.getByRole("textbox", { name: "名称" }).fill("大群");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: /撤\s*销/ }).click();
  await expect
    .poll(() => stub.inputsOf("PATCH /segments/:segmentId").map((input) => input["name"]))
    .toEqual(["大群", "20 人以上，今天还没发过"]);
  await expect.poll(() => page.getByRole("textbox", { name: "名称" }).inputValue()).toBe("20 人以上，今天还没发过");
});

test("whoever saves after a colleague is told so, keeps what was written, and may save once more", async () => {
  const { page, stub } = await open("/segments/01938000-001e-7000-8000-000000000000");
  await page.getByText("截至").waitFor();
  let isFirst = true;
  await page.route(/\/api\/segments\/[^/]+$/, (route) => {
    if (route.request().method() !== "PATCH" || !isFirst) return route.fallback();
    isFirst = false;
    return route.fulfill({ status: 409, json: { code: "segment.changed_meanwhile", detail: {}, requestId: "r1" } });
  });
  await page.getByRole("textbox", { name: "名称" }).fill("大群");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("这个人群刚被别人改过").waitFor();
  expect(await page.getByRole("textbox", { name: "名称" }).inputValue()).toBe("大群");
  await page.getByRole("button", { name: "保存" }).click();
  await expect.poll(() => stub.inputsOf("PATCH /segments/:segmentId").map((input) => input["name"])).toEqual(["大群"]);
});

test("a copy begins with everything filled in, under another name", async () => {
  const { page, stub } = await open("/segments/01938000-001e-7000-8000-000000000000");
  await page.getByRole("button", { name: "复制" }).click();
  await page.getByRole("heading", { name: "新建人群" }).waitFor();
  expect(await page.getByRole("textbox", { name: "名称" }).inputValue()).toBe("20 人以上，今天还没发过 副本");
  await page.getByText(/群 社群是 .*，并且人数至少 20 人/).waitFor();
  await page.getByRole("button", { name: "存下来" }).click();
  await expect.poll(() => stub.inputsOf("POST /segments")[0]?.["subject"]).toBe("group");
});

test("the empty page offers ready sentences, and one of them opens filled in", async () => {
  const { page } = await open("/segments", { kind: "empty" });
  await page.getByRole("link", { name: /快满的群/ }).click();
  await page.getByText("群 满员程度至少 90%，并且状态是 开放").waitFor();
  await page.getByText("现在没有这样的群").waitFor();
  expect(new URL(page.url()).pathname).toBe("/segments/new");
});

test("members that a filter found are kept as a segment", async () => {
  const { page } = await open("/members?tag=%E6%9F%AF%E5%9F%BA");
  await page.getByRole("link", { name: "存为人群" }).click();
  await page.getByText("成员 标签含 柯基", { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/segments/new");
});

test("segments are found from anywhere by name", async () => {
  const { page } = await open("/rules");
  await page.getByRole("heading", { name: "规则" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /搜索成员/ }).waitFor();
  await page.keyboard.type("沉默");
  await page.getByRole("option", { name: /沉默 30 天的成员/ }).click();
  await page.getByRole("heading", { name: "沉默 30 天的成员" }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/segments\/./);
});

test("who may only read sees everything and changes nothing", async () => {
  const { page } = await open("/segments/01938000-001e-7000-8000-000000000001", { kind: "dense", role: "viewer" });
  await page.getByText("截至").waitFor();
  for (const name of ["保存", "归档", "复制"]) expect(await page.getByRole("button", { name }).isDisabled()).toBe(true);
});

test("on the narrowest phone no page of segments is wider than the phone", async () => {
  const { page } = await open("/segments/01938000-001e-7000-8000-000000000002", { kind: "dense" }, true);
  await page.getByText("截至").waitFor();
  expect(await readFaults(page)).toEqual([]);
  await page.goto(`${origin}/segments`);
  await page.getByText("沉默 30 天的成员").first().waitFor();
  expect(await readFaults(page)).toEqual([]);
});
