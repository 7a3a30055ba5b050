import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildId, buildMessage } from "../h5/build-message.ts";
import { buildEvening, buildTalk, groupId, meId, people } from "../h5/pet-group.ts";
import { origin, StubProduct } from "../h5/stub-product.ts";
import { closeBrowser, newDesk, newPhone, openBrowser, type Visitor } from "../harness/browser.ts";
import { cacheFolder, projectRoot } from "../harness/cache-folder.ts";

const dist = mkdtempSync(join(cacheFolder("bundle"), "members-app-"));
const chat = `${origin}/m/g/${groupId}`;
let browser: Browser;
let visitor: Visitor;
let product: StubProduct;

beforeAll(async () => {
  await build({
    configFile: join(projectRoot, "h5/vite.config.ts"),
    logLevel: "silent",
    build: { outDir: dist, emptyOutDir: true },
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await closeBrowser();
  rmSync(dist, { recursive: true, force: true });
});
beforeEach(() => {
  product = new StubProduct(dist);
});
afterEach(async () => {
  // A lost call is told on the console by the browser itself; anything else is a fault of ours.
  const faults = visitor.problems.filter((problem) => !problem.includes("Failed to load resource"));
  await visitor.close();
  if (faults.length > 0) throw new Error(faults.join("\n"));
});

async function enter(kind: "phone" | "desk", address: string): Promise<Page> {
  visitor = kind === "phone" ? await newPhone(browser) : await newDesk(browser);
  await product.attach(visitor.page);
  await visitor.page.goto(address);
  return visitor.page;
}

const openChat = async (kind: "phone" | "desk" = "phone"): Promise<Page> => {
  const page = await enter(kind, chat);
  await page.locator(".composer").waitFor();
  return page;
};
/** The socket is open, and what came between the first reading and its opening was read. */
const settle = () =>
  expect
    .poll(() => product.calls.filter((call) => call.method === "GET" && call.path.endsWith("/messages")).length)
    .toBeGreaterThan(1);
const say = async (page: Page, text: string): Promise<void> => {
  await page.fill(".composer-field", text);
  await page.getByRole("button", { name: "发送" }).click();
};
const shown = (page: Page): Promise<string[]> => page.locator(".message-text").allTextContents();
const heard = (n: number, text: string) =>
  buildMessage({ id: buildId(Date.now() + n, n), groupId, sender: people.potato, text });
const sends = () => product.calls.filter((call) => call.method === "POST" && call.path.endsWith("/messages"));

describe("joining", () => {
  test("a newcomer is told what is missing, agrees, and is in the group", async () => {
    const page = await enter("phone", `${origin}/j/corgi`);
    await page.fill("[name=nickname]", "柯".repeat(34));
    await page.getByRole("button", { name: "进群" }).click();
    await page.getByText("昵称最多 20 个字，现在是 34 个。").waitFor();
    await page.getByText("同意隐私说明才能进群。").waitFor();
    expect(product.calls.some((call) => call.path.endsWith("/join"))).toBe(false);

    await page.fill("[name=nickname]", "  小满\u202e ");
    await page.check("[name=privacy]");
    await page.check("[name=messages]");
    await page.getByRole("button", { name: "进群" }).click();
    await page.waitForURL(chat);
    const call = product.calls.find((one) => one.path.endsWith("/join"));
    expect(call?.body).toEqual({
      nickname: "小满",
      consents: { privacy: true, messages: true, contact: false },
      privacyVersion: "2026-11",
    });
  });

  test("pressing again after a lost answer is the same act", async () => {
    const page = await enter("phone", `${origin}/j/corgi`);
    let count = 0;
    product.fault = (call) => (call.path.endsWith("/join") && count++ === 0 ? "late" : null);
    await page.fill("[name=nickname]", "小满");
    await page.check("[name=privacy]");
    await page.check("[name=messages]");
    await page.getByRole("button", { name: "进群" }).click();
    await page.getByText("连不上网络").waitFor();
    await page.getByRole("button", { name: "进群" }).click();
    await page.waitForURL(chat);
    const keys = product.calls.filter((call) => call.path.endsWith("/join")).map((call) => call.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test("who is in already goes on", async () => {
    product.join = { ...product.join, me: { memberId: meId, nickname: "小满", groupId } as typeof product.join.me };
    const page = await enter("phone", `${origin}/j/corgi`);
    await page.getByText("你已经在「爪爪同城」里").waitFor();
    await page.getByRole("button", { name: "继续" }).click();
    await page.waitForURL(chat);
    expect(product.calls.some((call) => call.path.endsWith("/join"))).toBe(false);
  });

  test.each([
    ["full", "这里的群都满了"],
    ["expired", "这个链接过期了"],
    ["stopped", "这个链接停用了"],
    ["not_yet", "还没到开放时间"],
  ] as const)("a link that is %s says so", async (state, sentence) => {
    product.join = { ...product.join, state };
    const page = await enter("phone", `${origin}/j/corgi`);
    await page.getByText(sentence).waitFor();
    expect(await page.locator("form").count()).toBe(0);
  });

  test("an unknown link says so, and so does a lost network, with a way on", async () => {
    product.fault = () => "live_code.not_found";
    const page = await enter("phone", `${origin}/j/corgi`);
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

describe("talking", () => {
  test("a line is there once, at once, and stays the same line when it is confirmed", async () => {
    const page = await openChat();
    await say(page, "你们好");
    await page.getByText("你们好").waitFor();
    await page.locator(".message.mine:not(.pending)").waitFor();
    expect(await shown(page)).toEqual(["你们好"]);
    const [call] = sends();
    expect(call?.key).toBe(call?.body["key"]);
  });

  test("a line whose answer was lost is repeated with its key and is there once", async () => {
    let count = 0;
    product.fault = (call) => (call.method === "POST" && count++ < 2 ? "late" : null);
    const page = await openChat();
    await say(page, "会不会发两遍");
    await expect.poll(() => page.locator(".pending").count(), { timeout: 10_000 }).toBe(0);
    expect(await shown(page)).toEqual(["会不会发两遍"]);
    expect(product.messages).toHaveLength(1);
    expect(new Set(sends().map((call) => call.key)).size).toBe(1);
  });

  test("what is written without a network survives a reload and goes out in order", async () => {
    product.fault = (call) => (call.method === "POST" ? "lost" : null);
    const page = await openChat();
    await say(page, "第一句");
    await say(page, "第二句");
    await expect.poll(() => page.getByText("等网络").count()).toBe(2);
    await page.reload();
    await page.getByText("第二句").waitFor();
    product.fault = () => null;
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect.poll(() => page.locator(".pending").count(), { timeout: 15_000 }).toBe(0);
    expect(product.messages.map((message) => message.text)).toEqual(["第一句", "第二句"]);
    expect(await shown(page)).toEqual(["第一句", "第二句"]);
  });

  test("a refused line says why, and can be sent again or dropped", async () => {
    product.fault = (call) => (call.method === "POST" ? "message.muted" : null);
    const page = await openChat();
    await say(page, "这句会被拒绝");
    await page.getByText("你正在禁言中").waitFor();
    product.fault = () => null;
    await page.getByRole("button", { name: "重发" }).click();
    await expect.poll(() => page.locator(".pending").count()).toBe(0);
    expect(new Set(sends().map((call) => call.key)).size).toBe(1);
  });

  test("nothing is lost or doubled when the socket breaks, frames vanish and others go on talking", async () => {
    product.messages = buildTalk(30, Date.now() - 60_000);
    const page = await openChat();
    await expect.poll(() => page.locator(".message").count()).toBe(30);
    product.say(heard(1, "还在"));
    product.isSocketOpen = false;
    await product.cut();
    for (let n = 2; n < 9; n++) product.say(heard(n, `断线时 ${n}`), false);
    product.isSocketOpen = true;
    await page.getByText("断线时 8").waitFor({ timeout: 20_000 });
    product.say(heard(9, "又连上了"));
    await page.getByText("又连上了").waitFor();
    expect(await shown(page)).toEqual(product.messages.map((message) => message.text));
  });

  test("a tick that names an unknown message brings it", async () => {
    const page = await openChat();
    await page.getByText("还没有人说话").waitFor();
    await settle();
    const lost = heard(1, "这一帧丢了");
    product.say(lost, false);
    product.push({ type: "tick", groupId, latestId: lost.id });
    await page.getByText("这一帧丢了").waitFor();
    expect(await shown(page)).toEqual(["这一帧丢了"]);
  });

  test("an advertisement that is withdrawn is gone from the screen", async () => {
    const page = await openChat();
    const ad = heard(1, "加微信领红包");
    product.say(ad);
    await page.getByText("加微信领红包").waitFor();
    product.push({ type: "message.changed", groupId, message: { ...ad, state: "withdrawn", text: "" } });
    await page.getByText("土豆妈 的一条消息被管理员撤下").waitFor();
    expect(await page.getByText("加微信领红包").count()).toBe(0);
  });

  test("markup and false addresses stay text", async () => {
    const page = await openChat();
    product.say(heard(1, "<img src=x onerror=\"document.title='taken'\"> javascript:alert(1) https://ok.example/a"));
    const link = page.locator(".message-text a");
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe("https://ok.example/a");
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await page.locator(".message-text img").count()).toBe(0);
    expect(await page.title()).toBe("柯基群");
  });

  test("@ completes a name by keyboard, and Enter sends with whom it called", async () => {
    const page = await openChat("desk");
    await page.click(".composer-field");
    await page.keyboard.type("问 @土");
    await page.getByRole("option", { name: "土豆妈" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.inputValue(".composer-field")).toBe("问 @土豆妈 ");
    await page.keyboard.type("几点");
    await page.keyboard.press("Enter");
    await expect.poll(() => sends().length).toBe(1);
    expect(sends()[0]?.body).toMatchObject({ text: "问 @土豆妈 几点", mentions: [people.potato.id] });
  });

  test("a reply carries the message it answers", async () => {
    const page = await openChat("desk");
    const asked = heard(1, "几点喂？");
    product.say(asked);
    await page.getByText("几点喂？").click({ button: "right" });
    await page.getByRole("button", { name: "回复" }).click();
    await page.locator(".composer-field:focus").waitFor();
    await page.keyboard.type("睡前三小时");
    await page.keyboard.press("Enter");
    await expect.poll(() => sends()[0]?.body["replyTo"]).toBe(asked.id);
  });

  test("an own line can be taken back and edited again", async () => {
    const page = await openChat("desk");
    await say(page, "写错了");
    await page.locator(".message.mine:not(.pending) .bubble").click({ button: "right" });
    await page.getByRole("button", { name: "撤回" }).click();
    await page.getByText("你撤回了一条消息").waitFor();
    await page.getByRole("button", { name: "重新编辑" }).click();
    expect(await page.inputValue(".composer-field")).toBe("写错了");
  });

  test("a finger held on a message opens what one can do with it, and a report reaches staff", async () => {
    const page = await openChat();
    const ad = heard(1, "拉人头");
    product.say(ad);
    const bubble = page.locator(".bubble", { hasText: "拉人头" });
    const box = await bubble.boundingBox();
    const at = { clientX: (box?.x ?? 0) + 9, clientY: (box?.y ?? 0) + 9, pointerType: "touch", bubbles: true };
    await bubble.dispatchEvent("pointerdown", at);
    await page.getByRole("button", { name: "举报" }).click();
    await page.getByText("诈骗、骗钱").click();
    await page.getByRole("button", { name: "提交举报" }).click();
    await page.getByText("收到，管理员会看。").waitFor();
    const call = product.calls.find((one) => one.path.endsWith("/report"));
    expect(call?.body).toEqual({ reason: "fraud", note: "" });
    expect(call?.path).toContain(ad.id);
  });

  test("a tap on a reaction counts it at once and takes it back when it is refused", async () => {
    product.messages = [{ ...heard(1, "好消息"), reactions: [{ emoji: "🎉", count: 2, mine: false }] }];
    const page = await openChat();
    const reaction = page.locator(".reaction");
    await reaction.click();
    await expect.poll(() => reaction.textContent()).toBe("🎉 3");
    product.fault = (call) => (call.method === "PUT" ? "message.not_found" : null);
    await reaction.click();
    await page.getByText("这条消息不在了").waitFor();
    expect(await reaction.textContent()).toBe("🎉 3");
  });

  test("a picture is looked at before it is uploaded, and keeps its place", async () => {
    const page = await openChat();
    const pick = (name: string, mimeType: string, buffer: Buffer) =>
      page.setInputFiles("input[type=file]", { name, mimeType, buffer });
    await pick("a.pdf", "application/pdf", Buffer.from("%PDF"));
    await page.getByText("只能发 JPEG、PNG、WebP 或 GIF 图片。").waitFor();
    await pick("big.png", "image/png", Buffer.alloc(11 * 1024 * 1024));
    await page.getByText("图片最大 10 MB，这张是 11 MB").waitFor();
    await pick("false.png", "image/png", Buffer.from("<script>"));
    await page.getByText("只能发").waitFor();
    expect(product.calls.some((call) => call.path === "/h5/pictures")).toBe(false);

    await pick("dot.png", "image/png", onePixel);
    await page.locator(".message.mine:not(.pending) .picture img").waitFor();
    expect(sends()[0]?.body["pictureId"]).toBe("00000000-0000-4000-8000-000000000309");
    await page.locator(".picture").click();
    await page.locator("dialog img").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog img").waitFor({ state: "detached" });
  });

  test("who is muted reads until when, and can write again when it is over", async () => {
    product.head = {
      ...product.head,
      me: { ...product.head.me, mutedUntil: new Date(Date.now() + 60_000).toISOString() },
    };
    const page = await enter("phone", chat);
    await page.getByText("你被禁言到").waitFor();
    expect(await page.locator(".composer").count()).toBe(0);
    product.head = { ...product.head, me: { ...product.head.me, mutedUntil: null } };
    product.push({ type: "group.changed", groupId });
    await page.locator(".composer").waitFor();
    expect(await page.getByText("你被禁言到").count()).toBe(0);
  });

  test("who is removed is told and led to the other groups", async () => {
    const page = await openChat();
    await page.getByText("柯基群").first().waitFor();
    product.push({ type: "removed", groupId });
    await page.getByText("你已不在「柯基群」里").waitFor();
    expect(new URL(page.url()).pathname).toBe("/m/");
  });
});

describe("reading", () => {
  const topOf = (page: Page, text: string) =>
    page
      .locator(".message-text", { hasText: text })
      .first()
      .evaluate((element) => element.getBoundingClientRect().top);

  test("scrolling up brings what was said before and keeps the place", async () => {
    const talk = buildTalk(150, Date.now() - 60_000).map((message, n) => ({ ...message, text: `第${n}句` }));
    product.messages = talk;
    const page = await openChat();
    await page.getByText("第149句").waitFor();
    await settle();
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
    expect(await shown(page)).toEqual(talk.map((message) => message.text));
  });

  test("what is said meanwhile does not move the reader, and a button tells how much it is", async () => {
    product.messages = buildTalk(60, Date.now() - 60_000);
    const page = await openChat();
    await expect.poll(() => page.locator(".message").count()).toBe(60);
    await settle();
    const list = page.locator(".messages");
    await list.evaluate((element) => {
      element.scrollTop = element.scrollHeight - element.clientHeight - 700;
    });
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
    product.messages = buildTalk(20, Date.now() - 600_000);
    const page = await openChat();
    await expect.poll(() => page.locator(".message").count()).toBe(20);
    for (let n = 1; n < 31; n++) product.say({ ...heard(n, `离开后 ${n}`) }, false);
    await page.reload();
    await page.getByRole("button", { name: "30 条未读" }).click();
    await page.getByText("以下是新消息").waitFor();
    await expect.poll(() => page.getByText("离开后 1", { exact: true }).isVisible()).toBe(true);
  });

  test("the composer stays above the keyboard, with the newest message over it", async () => {
    product.messages = [...buildTalk(40, Date.now() - 900_000), ...buildEvening(Date.now() - 5000)];
    const page = await openChat();
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
    const page = await openChat();
    const second = await visitor.context.newPage();
    await product.attach(second);
    await second.goto(chat);
    await second.locator(".composer").waitFor();
    await say(page, "两边都看得到");
    await second.getByText("两边都看得到").waitFor();
    await say(second, "这边也能写");
    await page.getByText("这边也能写").waitFor();
    expect(await shown(page)).toEqual(await shown(second));
  });

  test("all of it can be read in English", async () => {
    const page = await openChat();
    await page.getByRole("button", { name: "群菜单" }).click();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "Close" }).click();
    expect(await page.getByLabel("Say something").count()).toBe(1);
    await page.reload();
    await page.getByLabel("Say something").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });
});

describe("members and own data", () => {
  test("the list is searched by nickname, and leaving is asked about first", async () => {
    const page = await enter("phone", `${chat}/members`);
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
    const page = await enter("phone", `${origin}/m/me`);
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
    product.fault = () => "session.missing";
    const page = await enter("phone", chat);
    await page.getByText("这台设备还没有进群").waitFor();
    expect(await page.locator(".composer").count()).toBe(0);
  });
});

const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
