/** The story that everything else stands on, in a real browser: three phones and the console. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { printedJoinPath, printedLogin, signIn } from "../../bench/console-session.ts";
import { startProgram, type Program } from "../../bench/program.ts";
import { join } from "node:path";
import { cacheFolder } from "../harness/cache-folder.ts";
import { closeBrowser, newDesk, newPhone, openBrowser, type Visitor } from "../harness/browser.ts";

let program: Program;
const visitors: Visitor[] = [];

beforeAll(async () => {
  program = await startProgram();
  // An hour is the default; the story waits for the end of a mute.
  await (await signIn(program)).call("PATCH", "/ladder", { muteMinutes: 1 });
}, 90_000);

afterAll(async () => {
  // What each of them saw last, for whoever has to find out why it failed.
  for (const [index, visitor] of visitors.entries())
    await visitor.page.screenshot({ path: join(cacheFolder("story"), `${index}.png`) });
  for (const visitor of visitors) await visitor.close();
  await closeBrowser();
  await program.remove();
});

async function newcomer(nickname: string): Promise<Page> {
  const visitor = await newPhone(await openBrowser());
  visitors.push(visitor);
  const { page } = visitor;
  await page.goto(`${program.origin}${printedJoinPath(program)}`);
  await page.getByText("适合谁").waitFor();
  await page.getByRole("textbox", { name: /昵称/ }).fill(nickname);
  await page.locator('input[name="privacy"]').check();
  await page.locator('input[name="messages"]').check();
  await page.getByRole("button", { name: "进群" }).click();
  await page.getByRole("textbox", { name: "说点什么" }).waitFor();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "说点什么" }).fill(text);
  await page.getByRole("button", { name: "发送" }).click();
}

/** Takes the newest case back. */
async function undoNewest(desk: Page): Promise<void> {
  await desk
    .getByRole("button", { name: /恢\s?复/ })
    .first()
    .click();
  await desk
    .getByRole("dialog")
    .getByRole("button", { name: /恢\s?复/ })
    .click();
  await desk.getByRole("dialog").waitFor({ state: "hidden" });
}

/** Opens a group's page and says whether it lets him write. */
async function canSpeak(page: Page, url: string): Promise<boolean> {
  await page.goto(url);
  await page.waitForTimeout(1_500);
  return page.getByRole("textbox", { name: "说点什么" }).isVisible();
}

async function signedIn(): Promise<Page> {
  const visitor = await newDesk(await openBrowser());
  visitors.push(visitor);
  const { page } = visitor;
  const { account, password } = printedLogin(program);
  await page.goto(program.origin);
  await page.getByLabel("登录账号").fill(account);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: /^登\s?录$/ }).click();
  await page.getByText("总览").first().waitFor();
  return page;
}

test(
  "three people enter by a live code, talk, are answered; an advertiser is stopped; the operator sees and undoes; a kill loses nothing",
  { timeout: 240_000 },
  async () => {
    const [man, dou, zhe] = [await newcomer("小满"), await newcomer("土豆妈"), await newcomer("阿哲")];

    // Greeted: everybody who came is named.
    await man.getByText(/欢迎.*小满/).waitFor({ timeout: 70_000 });
    await zhe.getByText(/欢迎.*阿哲/).waitFor({ timeout: 130_000 });

    // Live talk.
    await say(dou, "三个月的小柯基一天喂几顿合适？");
    await man.getByText("三个月的小柯基一天喂几顿合适？").waitFor();
    await say(man, "三到六个月一天三顿，少量多次");
    await dou.getByText("三到六个月一天三顿，少量多次").waitFor();

    // A keyword is answered.
    await say(dou, "群规");
    await man.getByText("机器人").first().waitFor();

    // An advertisement: the author alone sees it, and is warned.
    const ads = [
      "加微信 vx88990011 兼职刷单日结三百",
      "加薇信 vx88990012 刷单返利日结",
      "➕V vx88990013 兼职刷单，无押金",
      "扣扣 88990014 刷单返利",
    ];
    await say(zhe, ads[0] ?? "");
    await zhe.getByText("审核中，只有你看得到").waitFor();
    await zhe.getByText("仅你可见").first().waitFor();
    await say(zhe, ads[1] ?? "");
    await zhe.getByText(/你被禁言到/).waitFor();

    // Nobody else has seen either, then or after reading the history again.
    await man.reload();
    await man.getByText("三到六个月一天三顿，少量多次").waitFor();
    expect(await man.getByText("vx8899").count()).toBe(0);

    // The operator sees the case with its evidence, and undoes the mute.
    const desk = await signedIn();
    await desk.goto(`${program.origin}/moderation`);
    await desk.getByText("加薇信 vx88990012 刷单返利日结").waitFor();
    await desk.getByText("疑似广告").first().waitFor();
    await undoNewest(desk);
    await zhe.getByRole("textbox", { name: "说点什么" }).waitFor();
    await man.getByText("加薇信 vx88990012 刷单返利日结").waitFor();

    // Killed in the middle of a sentence, it comes back, and the sentence is there once.
    await program.kill();
    await say(dou, "停电的时候说的这一句");
    await program.restart();
    await man.getByText("停电的时候说的这一句").waitFor({ timeout: 60_000 });
    await man.reload();
    await man.getByText("停电的时候说的这一句").waitFor();
    expect(await man.getByText("停电的时候说的这一句").count()).toBe(1);
    expect(await man.getByText(/欢迎.*小满/).count()).toBe(1);

    // Caught again: muted for a minute; and once more after that: removed.
    await say(zhe, ads[2] ?? "");
    await zhe.getByText(/你被禁言到/).waitFor();
    await zhe.getByRole("textbox", { name: "说点什么" }).waitFor({ timeout: 90_000 });
    const place = zhe.url();
    await say(zhe, ads[3] ?? "");
    await zhe.getByText("你已不在「1 群」里").waitFor();

    // The operator sees the removal with its evidence and takes it back: he is in again.
    await desk.goto(`${program.origin}/moderation`);
    await desk.getByText(ads[3] ?? "").waitFor();
    expect(await desk.getByText(/^第 [123] 次$/).count()).toBeGreaterThanOrEqual(3);
    await undoNewest(desk);
    await expect.poll(() => canSpeak(zhe, place), { timeout: 40_000 }).toBe(true);

    // The console shows the group live, lets staff look in and speak, and counts.
    await desk.goto(`${program.origin}/groups`);
    await desk.getByRole("link", { name: "1 群" }).first().click();
    await desk.getByText("停电的时候说的这一句").waitFor();
    await desk.getByRole("textbox").last().fill("大家好，我是店主");
    await desk.keyboard.press("Enter");
    await man.getByText("大家好，我是店主").waitFor();
  },
);
