/** The console in a real browser, on a stub that answers by the contract: what a colleague does, and what goes wrong. */
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

async function open(path: string, scene: Scene, isPhone = false): Promise<{ page: Page; stub: Stub }> {
  visitor = await (isPhone ? newPhone(browser, { width: 360, height: 780 }) : newDesk(browser));
  const stub = await serveStub(visitor.page, scene);
  await visitor.page.goto(`${origin}${path}`);
  return { page: visitor.page, stub };
}

const chat = "/groups/01938000-0004-7000-8000-000000000000";

test("a group is found, opened and left by keyboard alone", async () => {
  const { page } = await open("/rules", { kind: "dense" });
  await page.getByRole("heading", { name: "规则" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /搜索成员/ }).waitFor();
  await page.keyboard.type("朝阳柯基群");
  await page
    .getByRole("option", { name: /朝阳柯基群/ })
    .first()
    .waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "朝阳柯基群" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("审计");
  await page.getByRole("option", { name: "审计 团队" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "审计" }).waitFor();
  expect(page.url()).toBe(`${origin}/audit`);
});

test("what happens in a group is seen without asking again, and a withdrawn message stays marked", async () => {
  const { page, stub } = await open(chat, { kind: "dense" });
  await page.getByText("有人知道朝阳公园附近哪家宠物医院晚上还开吗").first().waitFor();
  const said = stub.buildMessage({ text: "刚刚说的这一句" });
  stub.push({ type: "message", groupId: said.groupId, message: said });
  const line = page.locator(".message", { hasText: "刚刚说的这一句" });
  await line.waitFor();
  stub.push({ type: "message.changed", groupId: said.groupId, message: { ...said, state: "withdrawn" } });
  await line.getByText("已撤下").waitFor();
  expect(await line.count()).toBe(1);
});

test("a colleague speaks once: it stands as being sent until the group shows it", async () => {
  const { page, stub } = await open(chat, { kind: "dense" });
  await page.getByRole("textbox", { name: /以自己的名字/ }).fill("大家好，我是林悦");
  await page.keyboard.press("Enter");
  const line = page.locator(".message", { hasText: "大家好，我是林悦" });
  await line.getByText("发送中").waitFor();
  await expect.poll(() => stub.inputsOf("POST /groups/:groupId/messages").length).toBe(1);
  const key = String(stub.inputsOf("POST /groups/:groupId/messages")[0]?.["key"]);
  const said = stub.buildMessage({ text: "大家好，我是林悦", key });
  stub.push({ type: "message", groupId: said.groupId, message: said });
  await line.getByText("发送中").waitFor({ state: "detached" });
  expect(await line.count()).toBe(1);
});

test("whoever is chosen after an @ is mentioned by id, and by nobody else's", async () => {
  const { page, stub } = await open(chat, { kind: "dense" });
  const box = page.getByRole("textbox", { name: /以自己的名字/ });
  await box.pressSequentially("@Momo");
  await page.locator(".ant-mentions-dropdown-menu-item", { hasText: "Momo" }).first().waitFor();
  await page.keyboard.press("Enter");
  await box.pressSequentially("hello");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => stub.inputsOf("POST /groups/:groupId/messages")[0])
    .toMatchObject({
      text: "@Momo hello",
      mentions: [stub.memberNamed("Momo").id],
    });
});

test("undoing a case asks first, says what will happen, and sends the note", async () => {
  const { page, stub } = await open("/moderation", { kind: "dense" });
  await page.getByRole("button", { name: "恢复" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("不再算作犯规").waitFor();
  await dialog.getByRole("textbox").fill("是兽医的微信");
  await dialog.getByRole("button", { name: "恢复" }).click();
  await expect.poll(() => stub.inputsOf("POST /cases/:caseId/undo")[0]?.["note"]).toBe("是兽医的微信");
});

test("a line is tried on the rules: what hits is marked, why the others do not is said", async () => {
  const { page } = await open("/rules", { kind: "dense" });
  await page
    .getByRole("textbox", { name: /粘贴一条消息/ })
    .fill("姐妹们加V❤ ab12345，免费领猫粮试吃装，先到先得，兼职日结也找我");
  await page.getByRole("button", { name: "试", exact: true }).click();
  await page.getByText("1 条规则会命中").waitFor();
  expect(await page.locator("mark").allTextContents()).toEqual(["加V❤", "免费领", "兼职日结"]);
  await page.getByText("另外 8 条不会命中").click();
  await page.getByText("没有出现要找的词").waitFor();
});

test("what a role may not do stays in its place, does nothing, and says why", async () => {
  const { page } = await open("/groups", { kind: "dense", role: "viewer" });
  expect(await page.getByRole("button", { name: "新建群" }).isDisabled()).toBe(true);
  await page.getByRole("note").first().hover();
  await page.getByText("你的角色「只读」不能修改群和群活码").waitFor();
  expect(await page.getByRole("link", { name: "审计" }).count()).toBe(0);
});

test("the first run makes an org; a short password is stopped before it is sent", async () => {
  const { page, stub } = await open("/rules", { kind: "first" });
  await page.getByLabel("企业名称").fill("爪爪同城");
  await page.getByLabel("你的名字").fill("林悦");
  await page.getByLabel("登录账号").fill("linyue");
  await page.getByLabel("密码", { exact: true }).fill("short");
  await page.getByRole("button", { name: "建立并进入" }).click();
  await page.getByText("密码至少 10 位。").waitFor();
  expect(stub.inputsOf("POST /setup")).toEqual([]);
});

test("who tries too often reads how long to wait, and the address waits behind the sign-in", async () => {
  const { page } = await open("/moderation?tab=ladder", { kind: "stranger" });
  await page.getByLabel("登录账号").fill("linyue");
  await page.getByLabel("密码", { exact: true }).fill("wrong password");
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByText("试错太多次，请 4 分钟后再登录。").waitFor();
  expect(page.url()).toContain("/moderation?tab=ladder");
});

test("a sick server is named on every page, with a way to try again", async () => {
  const { page } = await open("/members", { kind: "broken" });
  await page.getByText("服务器磁盘满了").first().waitFor();
  expect(await page.getByRole("button", { name: "再试一次" }).isEnabled()).toBe(true);
});

test("the demo is made, entered and left again", async () => {
  const { page, stub } = await open("/", { kind: "empty" });
  await page.getByRole("button", { name: "生成演示社群" }).click();
  await expect.poll(() => stub.inputsOf("POST /demo").length).toBe(1);
  await visitor?.close();
  const inside = await open("/", { kind: "dense" });
  await inside.page.getByRole("button", { name: "回到自己的企业" }).first().click();
  await expect.poll(() => inside.stub.inputsOf("POST /demo/leave").length).toBe(1);
});

test("the language changes at once, and for the next visit", async () => {
  const { page } = await open("/tasks", { kind: "dense" });
  await page.getByRole("button", { name: /账号菜单/ }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("heading", { name: "Tasks" }).waitFor();
  await page.reload({ waitUntil: "networkidle" });
  await page.getByRole("heading", { name: "Tasks" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("en-GB");
});

test("on a phone the navigation waits behind a button, and no page is wider than the phone", async () => {
  const { page } = await open("/", { kind: "dense" }, true);
  await page.getByRole("button", { name: "菜单", exact: true }).click();
  await page.getByRole("dialog").getByRole("link", { name: "群", exact: true }).click();
  await page.getByRole("heading", { name: "群", exact: true }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(await readFaults(page)).toEqual([]);
});
