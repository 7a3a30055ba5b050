import type { Browser, BrowserContext, BrowserContextOptions, LaunchOptions, Page } from "playwright-core";
import { cacheFolder } from "./cache-folder.ts";
import { findChromium } from "./chromium.ts";
import { writeFontConfig } from "./fonts.ts";

/** A page in a context of its own: its own cookies, storage and sockets, as a person with one device. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong on the page so far, in order: console errors, uncaught exceptions. Empty means clean. */
  readonly problems: string[];
  close(): Promise<void>;
}

/** CSS pixels. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** Whose device it is. */
export interface Taste {
  /** Default: Chinese. Both apps take their first language from it. */
  readonly locale?: "zh-CN" | "en-GB";
  /** Default: light. */
  readonly colorScheme?: "light" | "dark";
}

let shared: Promise<Browser> | undefined;

/** The browser of this process; it is started by the first call and ends with the process. */
export function openBrowser(): Promise<Browser> {
  shared ??= launch();
  return shared;
}

/** Ends the browser before the process does. A later openBrowser starts a new one. */
export async function closeBrowser(): Promise<void> {
  const open = shared;
  shared = undefined;
  await (await open)?.close();
}

/** A member with a phone: touch, mobile layout. */
export function newPhone(
  browser: Browser,
  viewport: Viewport = { width: 390, height: 844 },
  taste: Taste = {},
): Promise<Visitor> {
  return visit(browser, { viewport, isMobile: true, hasTouch: true, deviceScaleFactor: 2, ...taste });
}

/** An operator at a desk: mouse, keyboard. */
export function newDesk(
  browser: Browser,
  viewport: Viewport = { width: 1440, height: 900 },
  taste: Taste = {},
): Promise<Visitor> {
  return visit(browser, { viewport, ...taste });
}

async function visit(browser: Browser, device: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    ...device,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.stack ?? error.message}`));
  page.on("crash", () => problems.push("the page crashed"));
  return { page, context, problems, close: () => context.close() };
}

async function launch(): Promise<Browser> {
  const found = await findChromium();
  const scratch = cacheFolder("tmp");
  const env: Record<string, string> = {
    ...definedEnv(),
    TMPDIR: scratch,
    FONTCONFIG_FILE: writeFontConfig(),
    HOME: scratch,
  };
  if ("libraries" in found && found.libraries) env["LD_LIBRARY_PATH"] = found.libraries;
  const target = "channel" in found ? found : { executablePath: found.executablePath };
  try {
    return await startPlaywright(scratch, { ...target, env, args: ["--no-sandbox", "--font-render-hinting=none"] });
  } catch (error) {
    throw new Error(
      "No browser for the tests could be started. Set CHROMIUM_PATH to a Chromium or Chrome executable, or install Google Chrome.",
      { cause: error },
    );
  }
}

/** Playwright puts profiles into os.tmpdir(), some of them read while it is loaded, and TMPDIR may be too small for them. */
async function startPlaywright(scratch: string, options: LaunchOptions): Promise<Browser> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = scratch;
  try {
    const { chromium } = await import("playwright-core");
    return await chromium.launch(options);
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
