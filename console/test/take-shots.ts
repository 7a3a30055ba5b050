/** `node console/test/take-shots.ts [scene] [path…]`: pictures of the built console at 1440, 390 and 360 px, on made-up data. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, newDesk, newPhone, openBrowser } from "../../test/harness/browser.ts";
import { cacheFolder } from "../../test/harness/cache-folder.ts";
import { findSideways } from "./find-faults.ts";
import { origin, serveStub } from "./stub/stub-server.ts";
import type { Scene } from "./stub/stub-server.ts";

const [sceneName = "dense", widths = "1440,390,360", ...paths] = process.argv.slice(2);
const folder = join(cacheFolder("console-shots"), sceneName);
mkdirSync(folder, { recursive: true });

const sceneOf = (name: string): Scene => {
  const kinds = ["dense", "empty", "broken", "first", "stranger"] as const;
  const kind = kinds.find((one) => one === name);
  return kind ? { kind } : { kind: "dense", role: "viewer" };
};

const browser = await openBrowser();
for (const width of widths.split(",").map(Number)) {
  const viewport = { width, height: width > 800 ? 900 : 780 };
  const visitor = await (width > 800 ? newDesk(browser, viewport) : newPhone(browser, viewport));
  await serveStub(visitor.page, sceneOf(sceneName));
  for (const path of paths) {
    await visitor.page.goto(`${origin}${path}`, { waitUntil: "networkidle" });
    await visitor.page.waitForTimeout(300);
    const name = `${path.replace(/[^a-z0-9]+/gi, "-").slice(0, 60) || "-"}-${width}.png`;
    await visitor.page.screenshot({ path: join(folder, name), fullPage: true });
    console.log(join(folder, name), await findSideways(visitor.page), visitor.problems.splice(0));
  }
  await visitor.close();
}
await closeBrowser();
