import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { closeBrowser, newDesk, newPhone, openBrowser, type Visitor } from "../harness/browser.ts";
import { cacheFolder, projectRoot } from "../harness/cache-folder.ts";
import { groupId } from "./pet-group.ts";
import { origin, StubProduct } from "./stub-product.ts";

export const chatAddress = `${origin}/m/g/${groupId}`;

/** One visitor with one device, and the product that it talks to. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly product: StubProduct;
}

interface Wanted {
  readonly address?: string;
  readonly device?: "phone" | "desk";
  /** Puts the product into the state in which the visitor finds it. */
  readonly prepare?: (product: StubProduct) => void;
}

/**
 * Builds the members' app as it is shipped and opens it in a real browser against a played product. A page that
 * throws or complains on the console fails its test.
 */
export function openStage(): { readonly enter: (wanted?: Wanted) => Promise<Visit> } {
  const dist = mkdtempSync(join(cacheFolder("bundle"), "members-app-"));
  const visitors: Visitor[] = [];
  let browser: Browser;
  beforeAll(async () => {
    const configFile = join(projectRoot, "h5/vite.config.ts");
    await build({ configFile, logLevel: "silent", build: { outDir: dist, emptyOutDir: true } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await closeBrowser();
    rmSync(dist, { recursive: true, force: true });
  });
  afterEach(async () => {
    const gone = visitors.splice(0);
    await Promise.all(gone.map((visitor) => visitor.close()));
    // A lost call is told on the console by the browser itself; anything else is a fault of ours.
    const faults = gone
      .flatMap((visitor) => visitor.problems)
      .filter((one) => !one.includes("Failed to load resource"));
    if (faults.length > 0) throw new Error(faults.join("\n"));
  });
  return {
    enter: async ({ address = chatAddress, device = "phone", prepare } = {}) => {
      const visitor = await (device === "phone" ? newPhone(browser) : newDesk(browser));
      visitors.push(visitor);
      const product = new StubProduct(dist);
      prepare?.(product);
      await product.attach(visitor.page);
      await visitor.page.goto(address);
      return { page: visitor.page, context: visitor.context, product };
    },
  };
}

/** Waits until the socket is open, and what came between the first reading and its opening was read. */
export async function settleChat(product: StubProduct): Promise<void> {
  const countReadings = () =>
    product.calls.filter((call) => call.method === "GET" && call.path.endsWith("/messages")).length;
  await expect.poll(countReadings).toBeGreaterThan(1);
}

/** Writes a line and sends it. */
export async function sayLine(page: Page, text: string): Promise<void> {
  await page.fill(".composer-field", text);
  await page.getByRole("button", { name: "发送" }).click();
}

/** All texts on the screen, from top to bottom. */
export function readTexts(page: Page): Promise<string[]> {
  return page.locator(".message-text").allTextContents();
}
