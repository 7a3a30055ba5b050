import { describe, expect, test } from "vitest";
import { buildId, buildMessage } from "../h5/build-message.ts";
import { buildTalk, groupId, people } from "../h5/pet-group.ts";
import { openStage, readTexts, sayLine, settleChat } from "../h5/stage.ts";
import type { StubProduct } from "../h5/stub-product.ts";

const { enter } = openStage();
const heard = (n: number, text: string) =>
  buildMessage({ id: buildId(Date.now() + n, n), groupId, sender: people.potato, text });
const sendsOf = (product: StubProduct) =>
  product.calls.filter((call) => call.method === "POST" && call.path.endsWith("/messages"));

describe("talking", () => {
  test("a line is there once, at once, and stays the same line when it is confirmed", async () => {
    const { page, product } = await enter();
    await sayLine(page, "你们好");
    await page.getByText("你们好").waitFor();
    await page.locator(".message.mine:not(.pending)").waitFor();
    expect(await readTexts(page)).toEqual(["你们好"]);
    const [call] = sendsOf(product);
    expect(call?.key).toBe(call?.body["key"]);
  });

  test("a line whose answer was lost is repeated with its key and is there once", async () => {
    let count = 0;
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.fault = (call) => (call.method === "POST" && count++ < 2 ? "late" : null);
      },
    });
    await sayLine(page, "会不会发两遍");
    await expect.poll(() => page.locator(".pending").count(), { timeout: 10_000 }).toBe(0);
    expect(await readTexts(page)).toEqual(["会不会发两遍"]);
    expect(product.messages).toHaveLength(1);
    expect(new Set(sendsOf(product).map((call) => call.key)).size).toBe(1);
  });

  test("what is written without a network survives a reload and goes out in order", async () => {
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.fault = (call) => (call.method === "POST" ? "lost" : null);
      },
    });
    await sayLine(page, "第一句");
    await sayLine(page, "第二句");
    await expect.poll(() => page.getByText("等网络").count()).toBe(2);
    await page.reload();
    await page.getByText("第二句").waitFor();
    product.fault = () => null;
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect.poll(() => page.locator(".pending").count(), { timeout: 15_000 }).toBe(0);
    expect(product.messages.map((message) => message.text)).toEqual(["第一句", "第二句"]);
    expect(await readTexts(page)).toEqual(["第一句", "第二句"]);
  });

  test("a refused line says why, and can be sent again or dropped", async () => {
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.fault = (call) => (call.method === "POST" ? "message.muted" : null);
      },
    });
    await sayLine(page, "这句会被拒绝");
    await page.getByText("你正在禁言中").waitFor();
    product.fault = () => null;
    await page.getByRole("button", { name: "重发" }).click();
    await expect.poll(() => page.locator(".pending").count()).toBe(0);
    expect(new Set(sendsOf(product).map((call) => call.key)).size).toBe(1);
  });

  test("nothing is lost or doubled when the socket breaks, frames vanish and others go on talking", async () => {
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.messages = buildTalk(30, Date.now() - 60_000);
      },
    });
    await expect.poll(() => page.locator(".message").count()).toBe(30);
    product.say(heard(1, "还在"));
    product.isSocketOpen = false;
    await product.cut();
    for (let n = 2; n < 9; n++) product.say(heard(n, `断线时 ${n}`), false);
    product.isSocketOpen = true;
    await page.getByText("断线时 8").waitFor({ timeout: 20_000 });
    product.say(heard(9, "又连上了"));
    await page.getByText("又连上了").waitFor();
    expect(await readTexts(page)).toEqual(product.messages.map((message) => message.text));
  });

  test("a tick that names an unknown message brings it", async () => {
    const { page, product } = await enter();
    await page.getByText("还没有人说话").waitFor();
    await settleChat(product);
    const lost = heard(1, "这一帧丢了");
    product.say(lost, false);
    product.push({ type: "tick", groupId, latestId: lost.id });
    await page.getByText("这一帧丢了").waitFor();
    expect(await readTexts(page)).toEqual(["这一帧丢了"]);
  });

  test("an advertisement that is withdrawn is gone from the screen", async () => {
    const { page, product } = await enter();
    const ad = heard(1, "加微信领红包");
    product.say(ad);
    await page.getByText("加微信领红包").waitFor();
    product.push({ type: "message.changed", groupId, message: { ...ad, state: "withdrawn", text: "" } });
    await page.getByText("土豆妈 的一条消息被管理员撤下").waitFor();
    expect(await page.getByText("加微信领红包").count()).toBe(0);
  });

  test("markup and false addresses stay text", async () => {
    const { page, product } = await enter();
    product.say(heard(1, "<img src=x onerror=\"document.title='taken'\"> javascript:alert(1) https://ok.example/a"));
    const link = page.locator(".message-text a");
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe("https://ok.example/a");
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await page.locator(".message-text img").count()).toBe(0);
    expect(await page.title()).toBe("柯基群");
  });

  test("@ completes a name by keyboard, and Enter sends with whom it called", async () => {
    const { page, product } = await enter({ device: "desk" });
    await page.click(".composer-field");
    await page.keyboard.type("问 @土");
    await page.getByRole("option", { name: "土豆妈" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.inputValue(".composer-field")).toBe("问 @土豆妈 ");
    await page.keyboard.type("几点");
    await page.keyboard.press("Enter");
    await expect.poll(() => sendsOf(product).length).toBe(1);
    expect(sendsOf(product)[0]?.body).toMatchObject({ text: "问 @土豆妈 几点", mentions: [people.potato.id] });
  });

  test("a reply carries the message it answers", async () => {
    const { page, product } = await enter({ device: "desk" });
    const asked = heard(1, "几点喂？");
    product.say(asked);
    await page.getByText("几点喂？").click({ button: "right" });
    await page.getByRole("button", { name: "回复" }).click();
    await page.locator(".composer-field:focus").waitFor();
    await page.keyboard.type("睡前三小时");
    await page.keyboard.press("Enter");
    await expect.poll(() => sendsOf(product)[0]?.body["replyTo"]).toBe(asked.id);
  });

  test("an own line can be taken back and edited again", async () => {
    const { page } = await enter({ device: "desk" });
    await sayLine(page, "写错了");
    await page.locator(".message.mine:not(.pending) .bubble").click({ button: "right" });
    await page.getByRole("button", { name: "撤回" }).click();
    await page.getByText("你撤回了一条消息").waitFor();
    await page.getByRole("button", { name: "重新编辑" }).click();
    expect(await page.inputValue(".composer-field")).toBe("写错了");
  });

  test("a finger held on a message opens what one can do with it, and a report reaches staff", async () => {
    const { page, product } = await enter();
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
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.messages = [{ ...heard(1, "好消息"), reactions: [{ emoji: "🎉", count: 2, mine: false }] }];
      },
    });
    const reaction = page.locator(".reaction");
    await reaction.click();
    await expect.poll(() => reaction.textContent()).toBe("🎉 3");
    product.fault = (call) => (call.method === "PUT" ? "message.not_found" : null);
    await reaction.click();
    await page.getByText("这条消息不在了").waitFor();
    expect(await reaction.textContent()).toBe("🎉 3");
  });

  test("a picture is looked at before it is uploaded, and keeps its place", async () => {
    const { page, product } = await enter();
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
    expect(sendsOf(product)[0]?.body["pictureId"]).toBe("00000000-0000-4000-8000-000000000309");
    await page.locator(".picture").click();
    await page.locator("dialog img").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog img").waitFor({ state: "detached" });
  });

  test("who is muted reads until when, and can write again when it is over", async () => {
    const { page, product } = await enter({
      prepare: (stub) => {
        stub.head = {
          ...stub.head,
          me: { ...stub.head.me, mutedUntil: new Date(Date.now() + 60_000).toISOString() },
        };
      },
    });
    await page.getByText("你被禁言到").waitFor();
    expect(await page.locator(".composer").count()).toBe(0);
    product.head = { ...product.head, me: { ...product.head.me, mutedUntil: null } };
    product.push({ type: "group.changed", groupId });
    await page.locator(".composer").waitFor();
    expect(await page.getByText("你被禁言到").count()).toBe(0);
  });

  test("who is removed is told and led to the other groups", async () => {
    const { page, product } = await enter();
    await page.getByText("柯基群").first().waitFor();
    product.push({ type: "removed", groupId });
    await page.getByText("你已不在「柯基群」里").waitFor();
    expect(new URL(page.url()).pathname).toBe("/m/");
  });
});

const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
