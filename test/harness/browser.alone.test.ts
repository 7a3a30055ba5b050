import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { closeBrowser, newDesk, newPhone, openBrowser } from "./browser.ts";

afterAll(closeBrowser);

/** A digest of the pixels that a text makes in a family, with whether any of them has a colour. */
function paint(page: Page, text: string, family: string): Promise<{ ink: string; isColoured: boolean }> {
  return page.evaluate(
    ([words, font]) => {
      const canvas = document.createElement("canvas");
      canvas.width = 64;
      canvas.height = 64;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.font = `40px ${font}`;
      context.fillText(words, 4, 48);
      const { data } = context.getImageData(0, 0, 64, 64);
      let isColoured = false;
      for (let at = 0; at < data.length; at += 4) isColoured ||= data[at] !== data[at + 1] && data[at + 3] === 255;
      return { ink: data.join(), isColoured };
    },
    [text, family] as const,
  );
}

test.each(["sans-serif", "PingFang SC, system-ui", "monospace", "serif"])(
  "Chinese and emoji are drawn, not boxes, in %s",
  async (family) => {
    const visitor = await newPhone(await openBrowser());
    await visitor.page.goto(`data:text/html;charset=utf-8,<meta charset="utf-8"><p>群岛 👋</p>`);

    const [island, group, noSuchCharacter] = await Promise.all(
      ["岛", "群", "\u{10FFFE}"].map((text) => paint(visitor.page, text, family)),
    );
    expect(island?.ink).not.toBe(group?.ink);
    expect(island?.ink).not.toBe(noSuchCharacter?.ink);

    const [wave, dog] = await Promise.all(["👋", "🐶"].map((text) => paint(visitor.page, text, family)));
    expect(wave?.ink).not.toBe(dog?.ink);
    expect(wave?.isColoured).toBe(true);
    await visitor.close();
  },
);

test("a phone is narrow, touched and Chinese, a desk is wide", async () => {
  const browser = await openBrowser();
  const [phone, desk] = await Promise.all([newPhone(browser), newDesk(browser)]);
  const see = (page: Page) =>
    page.evaluate(() => ({
      width: window.innerWidth,
      touch: navigator.maxTouchPoints > 0,
      language: navigator.language,
    }));

  await phone.page.goto(`data:text/html,<meta name="viewport" content="width=device-width">`);
  expect(await see(phone.page)).toEqual({ width: 390, touch: true, language: "zh-CN" });
  expect(await see(desk.page)).toEqual({ width: 1440, touch: false, language: "zh-CN" });
  await Promise.all([phone.close(), desk.close()]);
});

test("what goes wrong on a page is noted, and a clean page notes nothing", async () => {
  const visitor = await newDesk(await openBrowser());
  await visitor.page.goto("data:text/html,<p>fine</p>");
  expect(visitor.problems).toEqual([]);

  await visitor.page.goto(
    "data:text/html,<script>console.error('bad news'); setTimeout(() => { throw new Error('worse') })</script>",
  );
  await expect.poll(() => visitor.problems.join("\n")).toMatch(/bad news[^]*worse/);
  await visitor.close();
});

test("two visitors share no cookies or storage", async () => {
  const browser = await openBrowser();
  const [one, other] = await Promise.all([newPhone(browser), newPhone(browser)]);
  await one.context.addCookies([{ name: "who", value: "one", url: "http://localhost/" }]);
  expect(await other.context.cookies()).toEqual([]);
  await Promise.all([one.close(), other.close()]);
});
