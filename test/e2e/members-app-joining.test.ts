import { describe, expect, test } from "vitest";
import { groupId, meId } from "../h5/pet-group.ts";
import { chatAddress, openStage } from "../h5/stage.ts";
import { origin } from "../h5/stub-product.ts";

const { enter } = openStage();
const join = `${origin}/j/corgi`;

describe("joining", () => {
  test("a newcomer is told what is missing, agrees, and is in the group", async () => {
    const { page, product } = await enter({ address: join });
    await page.fill("[name=nickname]", "柯".repeat(34));
    await page.getByRole("button", { name: "进群" }).click();
    await page.getByText("昵称最多 20 个字，现在是 34 个。").waitFor();
    await page.getByText("同意隐私说明才能进群。").waitFor();
    expect(product.calls.some((call) => call.path.endsWith("/join"))).toBe(false);

    await page.fill("[name=nickname]", "  小满\u202e ");
    await page.check("[name=privacy]");
    await page.check("[name=messages]");
    await page.getByRole("button", { name: "进群" }).click();
    await page.waitForURL(chatAddress);
    const call = product.calls.find((one) => one.path.endsWith("/join"));
    expect(call?.body).toEqual({
      nickname: "小满",
      consents: { privacy: true, messages: true, contact: false },
      privacyVersion: "2026-11",
    });
  });

  test("pressing again after a lost answer is the same act", async () => {
    const { page, product } = await enter({ address: join });
    let count = 0;
    product.fault = (call) => (call.path.endsWith("/join") && count++ === 0 ? "late" : null);
    await page.fill("[name=nickname]", "小满");
    await page.check("[name=privacy]");
    await page.check("[name=messages]");
    await page.getByRole("button", { name: "进群" }).click();
    await page.getByText("连不上网络").waitFor();
    await page.getByRole("button", { name: "进群" }).click();
    await page.waitForURL(chatAddress);
    const keys = product.calls.filter((call) => call.path.endsWith("/join")).map((call) => call.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test("who is in already goes on", async () => {
    const { page, product } = await enter({
      address: join,
      prepare: (stub) => {
        stub.join = { ...stub.join, me: { memberId: meId, nickname: "小满", groupId } as typeof stub.join.me };
      },
    });
    await page.getByText("你已经在「爪爪同城」里").waitFor();
    await page.getByRole("button", { name: "继续" }).click();
    await page.waitForURL(chatAddress);
    expect(product.calls.some((call) => call.path.endsWith("/join"))).toBe(false);
  });

  test.each([
    ["full", "这里的群都满了"],
    ["expired", "这个链接过期了"],
    ["stopped", "这个链接停用了"],
    ["not_yet", "还没到开放时间"],
  ] as const)("a link that is %s says so", async (state, sentence) => {
    const { page } = await enter({
      address: join,
      prepare: (stub) => {
        stub.join = { ...stub.join, state };
      },
    });
    await page.getByText(sentence).waitFor();
    expect(await page.locator("form").count()).toBe(0);
  });

  test("an unknown link says so, and so does a lost network, with a way on", async () => {
    const { page, product } = await enter({
      address: join,
      prepare: (stub) => {
        stub.fault = () => "live_code.not_found";
      },
    });
    await page.getByText("找不到这个链接").waitFor();
    product.fault = () => "lost";
    await page.reload();
    await page.getByText("连不上网络").waitFor();
    product.fault = () => null;
    await page.getByRole("button", { name: "再试一次" }).click();
    await page.getByText("适合谁").waitFor();
    expect(await page.locator("form").count()).toBe(1);
  });
});

describe("members and own data", () => {
  test("the list is searched by nickname, and leaving is asked about first", async () => {
    const { page, product } = await enter({ address: `${chatAddress}/members` });
    await page.getByText("土豆妈").waitFor();
    await page.fill("[type=search]", "阿尔");
    await expect.poll(() => page.locator(".list-row .list-text b").allTextContents()).toEqual(["阿尔法"]);
    await page.getByRole("button", { name: "退出这个群" }).click();
    await page.getByRole("button", { name: "取消" }).click();
    expect(product.calls.some((call) => call.path.endsWith("/leave"))).toBe(false);
    await page.getByRole("button", { name: "退出这个群" }).click();
    await page.getByRole("button", { name: "退出", exact: true }).click();
    await page.waitForURL(`${origin}/m/`);
    await page.getByText("已退出「柯基群」。").waitFor();
  });

  test("what is held can be downloaded and deleted, the latter only with the nickname typed", async () => {
    const { page, product } = await enter({ address: `${origin}/m/me` });
    await page.getByText("1,284 条").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载我的资料" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("qundao-my-data.json");
    await page.getByRole("button", { name: "删除我的资料" }).click();
    await page.fill("dialog input", "小");
    await page.getByRole("button", { name: "全部删除" }).click();
    await page.getByText("和你的昵称不一样").waitFor();
    expect(product.calls.some((call) => call.path.endsWith("/delete"))).toBe(false);
    await page.fill("dialog input", "小满");
    await page.getByRole("button", { name: "全部删除" }).click();
    await page.getByText("已经全部删除").waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("qundao.")))).toEqual([]);
  });

  test("a device without a member is told how to come in", async () => {
    const { page } = await enter({
      prepare: (stub) => {
        stub.fault = () => "session.missing";
      },
    });
    await page.getByText("这台设备还没有进群").waitFor();
    expect(await page.locator(".composer").count()).toBe(0);
  });
});
