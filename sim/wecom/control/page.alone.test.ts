import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeBrowser, newDesk, newPhone, openBrowser, type Visitor } from "../../../test/harness/browser.ts";
import { callbackSecrets } from "../build-stage.ts";
import { WecomClient } from "../client.ts";
import { loadWorld, type Simulator, startSimulator } from "../index.ts";
import { type Receiver, startReceiver } from "../receiver.ts";
import type { App, Corp } from "../world/corp.ts";

let simulator: Simulator;
let corp: Corp;
let app: App;
let receiver: Receiver;
let visitor: Visitor;

beforeEach(async () => {
  simulator = await startSimulator({ startMs: Date.UTC(2026, 10, 28, 4) });
  const [first] = loadWorld(simulator.world, "small");
  const made = first?.apps.get(1_000_002);
  if (!first || !made) throw new Error("the small world has no app");
  [corp, app] = [first, made];
  receiver = await startReceiver({ corpid: corp.corpid, ...callbackSecrets });
});
afterEach(async () => {
  await visitor.close();
  await Promise.all([simulator.close(), receiver.close()]);
});
afterAll(closeBrowser);

async function openPage(open: typeof newDesk = newDesk) {
  visitor = await open(await openBrowser());
  await visitor.page.goto(simulator.controlUrl);
  await visitor.page.getByRole("heading", { name: "扮演一个人" }).waitFor();
  return visitor.page;
}

test("a tester sets the callback address, plays a customer, and sees the callback arrive", async () => {
  const page = await openPage();
  await page.getByRole("button", { name: "应用", exact: true }).first().click();
  await page.getByRole("button", { name: "社群助手" }).click();
  await page.getByRole("textbox", { name: "URL *" }).fill(receiver.url);
  await page.getByRole("textbox", { name: "Token *" }).fill(callbackSecrets.token);
  await page.getByLabel("EncodingAESKey").fill("short");
  await page.getByRole("button", { name: "验证并保存" }).click();
  await page.getByText("EncodingAESKey 应为 43 位").waitFor();
  await page.getByLabel("EncodingAESKey").fill(callbackSecrets.aesKey);
  await page.getByRole("button", { name: "验证并保存" }).click();
  await page.getByRole("button", { name: "社群助手" }).getByText("已设回调").waitFor();

  await page.getByLabel("动作").selectOption({ label: "客户添加员工" });
  await page.getByLabel("员工 *").fill("chenjie");
  await page.getByLabel("名称").fill("小林");
  await page.getByRole("button", { name: "客户添加员工" }).click();
  await page.getByText("已送达").waitFor();
  await page.getByText("add_external_contact").click();
  await page.getByText("<WelcomeCode>").waitFor();
  expect(receiver.received).toHaveLength(1);
  // The browser itself complains of the one address that was refused on purpose.
  expect(visitor.problems.filter((problem) => !problem.includes("409"))).toEqual([]);
});

test("a group's tools are turned on, a member leaves, and the API's calls are shown with their codes", async () => {
  app.callback = { url: receiver.url, ...callbackSecrets, hearsCustomers: true };
  const page = await openPage();
  await page.getByRole("button", { name: "群", exact: true }).first().click();
  await page.getByRole("button", { name: "四季咖啡福利 1 群" }).click();
  await page.getByRole("button", { name: "禁止改群名 关" }).click();
  await page.getByRole("button", { name: "禁止改群名 开" }).waitFor();
  await page.getByRole("button", { name: "退群" }).first().click();
  await page.getByText("6 人 · 版本").waitFor();
  const client = new WecomClient(simulator.apiUrl, { corpid: corp.corpid, secret: app.secret });
  await client.get("externalcontact/list", { userid: "zhaomin" });
  await page.getByText("84061").waitFor();
  expect(corp.groups.values().next().value?.tools.isNameLocked).toBe(true);
  expect(visitor.problems).toEqual([]);
});

test("faults are switched on and off, time is moved, and what is impossible is said", async () => {
  const page = await openPage();
  await page.getByRole("button", { name: "下一次 502" }).click();
  await page.getByText("0/1 次").waitFor();
  expect(simulator.faults.list()).toMatchObject([{ kind: "status", count: 1 }]);
  await page.getByRole("button", { name: "关", exact: true }).click();
  await page.getByText("一切正常").waitFor();
  const before = simulator.clock.nowMs();
  await page.getByRole("button", { name: "+1 时" }).click();
  await expect.poll(() => simulator.clock.nowMs() - before).toBeGreaterThanOrEqual(3_600_000);
  await page.getByLabel("动作").selectOption({ label: "员工删除客户" });
  await page.getByLabel("员工 *").fill("chenjie");
  await page.getByLabel("客户 *").fill("wmNobody");
  await page.getByRole("button", { name: "员工删除客户" }).click();
  await page.getByText("wmNobody 不是 chenjie 的客户").waitFor();
});

test("on a phone everything stands in one column, and nothing is wider than the screen", async () => {
  const page = await openPage(newPhone);
  const widths = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]");
  expect(widths).toEqual([390, 390]);
});
