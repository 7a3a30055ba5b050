import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { buildId, buildMessage } from "../h5/build-message.ts";
import { buildEvening, buildTalk, groupId, people } from "../h5/pet-group.ts";
import { chatAddress, openStage, readTexts, sayLine, settleChat } from "../h5/stage.ts";

const { enter } = openStage();
const heard = (n: number, text: string) =>
  buildMessage({ id: buildId(Date.now() + n, n), groupId, sender: people.potato, text });

describe("reading", () => {
  const topOf = (page: Page, text: string) =>
    page
      .locator(".message-text", { hasText: text })
      .first()
      .evaluate((element) => element.getBoundingClientRect().top);

  test("scrolling up brings what was said before and keeps the place", async () => {
    const talk = buildTalk(150, Date.now() - 60_000).map((message, n) => ({ ...message, text: `第${n}句` }));
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.messages = talk;
      },
    });
    await page.getByText("第149句").waitFor();
    await settleChat(product);
    const before = product.calls.length;
    await page.locator(".messages").evaluate((list) => {
      list.scrollTop = 300;
    });
    // The page before comes by itself; what is on the screen must not move.
    const anchor = await page.locator(".messages").evaluate((list) => {
      const edge = list.getBoundingClientRect().top;
      const texts = [...list.querySelectorAll(".message-text")];
      return texts.find((one) => one.getBoundingClientRect().top > edge)?.textContent ?? "";
    });
    const top = await topOf(page, anchor);
    await expect.poll(() => product.calls.length).toBeGreaterThan(before);
    await page.getByText("第60句").waitFor({ state: "attached" });
    expect(Math.abs((await topOf(page, anchor)) - top)).toBeLessThanOrEqual(2);

    for (let n = 0; n < 4; n++) {
      await page.locator(".messages").evaluate((list) => {
        list.scrollTop = 0;
      });
      await page.waitForTimeout(150);
    }
    await page.getByText("从这里开始").waitFor();
    expect(await readTexts(page)).toEqual(talk.map((message) => message.text));
  });

  test("what is said meanwhile does not move the reader, and a button tells how much it is", async () => {
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.messages = buildTalk(60, Date.now() - 60_000);
      },
    });
    await expect.poll(() => page.locator(".message").count()).toBe(60);
    await settleChat(product);
    const list = page.locator(".messages");
    await list.evaluate((element) => {
      element.scrollTop = element.scrollHeight - element.clientHeight - 700;
    });
    // The page learns of the reader's scrolling a frame later.
    await page.waitForTimeout(400);
    const before = await list.evaluate((element) => element.scrollTop);
    product.say(heard(1, "新的一句"));
    product.say(heard(2, "又一句"));
    await page.getByRole("button", { name: "2 条新消息" }).waitFor();
    expect(await list.evaluate((element) => element.scrollTop)).toBe(before);
    await page.getByRole("button", { name: "2 条新消息" }).click();
    await page.getByText("又一句").waitFor();
    expect(await page.locator(".to-bottom").count()).toBe(0);
  });

  test("a later visit shows where the new messages begin", async () => {
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.messages = buildTalk(20, Date.now() - 600_000);
      },
    });
    await expect.poll(() => page.locator(".message").count()).toBe(20);
    for (let n = 1; n < 31; n++) product.say({ ...heard(n, `离开后 ${n}`) }, false);
    await page.reload();
    await page.getByRole("button", { name: "30 条未读" }).click();
    await page.getByText("以下是新消息").waitFor();
    await expect.poll(() => page.getByText("离开后 1", { exact: true }).isVisible()).toBe(true);
  });

  test("the composer stays above the keyboard, with the newest message over it", async () => {
    const { page } = await enter({
      prepare: (stub) => {
        stub.messages = [...buildTalk(40, Date.now() - 900_000), ...buildEvening(Date.now() - 5000)];
      },
    });
    await page.getByText("睡前三小时").waitFor();
    await page.setViewportSize({ width: 360, height: 330 });
    await page.click(".composer-field");
    const bottom = await page.locator(".composer").evaluate((element) => element.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThanOrEqual(330);
    await expect
      .poll(async () => (await page.locator(".row").last().boundingBox())?.y ?? 999)
      .toBeLessThan((await page.locator(".composer").boundingBox())?.y ?? 0);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBe(0);
  });

  test("a second tab shows the same talk", async () => {
    const { page, context, product } = await enter();
    const second = await context.newPage();
    await product.attach(second);
    await second.goto(chatAddress);
    await second.locator(".composer").waitFor();
    await sayLine(page, "两边都看得到");
    await second.getByText("两边都看得到").waitFor();
    await sayLine(second, "这边也能写");
    await page.getByText("这边也能写").waitFor();
    expect(await readTexts(page)).toEqual(await readTexts(second));
  });

  test("all of it can be read in English", async () => {
    const { page } = await enter();
    await page.getByRole("button", { name: "群菜单" }).click();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "Close" }).click();
    expect(await page.getByLabel("Say something").count()).toBe(1);
    await page.reload();
    await page.getByLabel("Say something").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });
});
