// `node test/shots/readme-pictures.ts`: takes the pictures of the README anew, into docs/.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { closeBrowser, newDesk, newPhone, openBrowser, type Visitor } from "../harness/browser.ts";
import { projectRoot } from "../harness/cache-folder.ts";
import { openWorld } from "./open-world.ts";

const folder = join(projectRoot, "docs");
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const world = await openWorld("dense");
try {
  const desk = await newDesk(browser);
  await world.enter(desk, "staff");
  await shoot(desk, { file: "console.png", path: "/", until: (page) => page.getByText("群岛图").waitFor() });

  const member = await newPhone(browser);
  await world.enter(member, "member");
  await shoot(member, { file: "chat.png", path: `/m/g/${world.find("group")}`, until: showTalk });

  const stranger = await newPhone(browser);
  await shoot(stranger, {
    file: "join.png",
    path: `/j/${world.find("openCode")}`,
    until: (page) => page.locator("form").waitFor(),
  });
} finally {
  await world.close();
  await closeBrowser();
}

async function shoot(
  { page }: Visitor,
  at: { file: string; path: string; until: (page: Page) => Promise<unknown> },
): Promise<void> {
  await page.goto(world.origin + at.path);
  await at.until(page);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: join(folder, at.file), animations: "disabled", caret: "hide" });
}

/** Up to where a question is answered with a picture. */
async function showTalk(page: Page): Promise<void> {
  await page.getByRole("textbox").waitFor();
  const line = page.getByText("昨天傍晚在世纪公园").first();
  for (let turn = 0; turn < 10 && (await line.count()) === 0; turn++) {
    await page.mouse.wheel(0, -2_000);
    await page.waitForTimeout(300);
  }
  await line.evaluate((element) => element.scrollIntoView({ block: "end" }));
  await page.waitForTimeout(500);
}
