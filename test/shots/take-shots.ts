import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { newDesk, newPhone, type Taste, type Visitor } from "../harness/browser.ts";
import { readFaults } from "./read-faults.ts";
import { type Screen, type State, states, type Width, widths } from "./screen.ts";
import type { Fill, OpenWorld, World } from "./world.ts";

export interface ShotsOptions {
  readonly browser: Browser;
  readonly screens: readonly Screen[];
  readonly openWorld: OpenWorld;
  /** Where pictures go: <folder>/<app>/<name>-<state>-<width>.png */
  readonly folder: string;
  readonly taste?: Taste;
  /** Told of every shot as soon as it is taken. */
  readonly onShot?: (shot: Shot) => void;
}

export interface Shot {
  /** From the folder on. */
  readonly file: string;
  /** What a person would complain of, in sentences. Empty when the screen is in order. */
  readonly faults: readonly string[];
}

interface Sitting {
  readonly world: World;
  readonly visitor: Visitor;
  readonly screen: Screen;
  readonly state: State;
  readonly width: Width;
}

/** Pages open at a time: each mostly waits for the half second of silence. */
const lanes = 3;

/** How long a screen may take to show what it has, ms. */
const patienceMs = 15_000;

/** Opens every screen in every state at every width, keeps a picture of each, and says what is wrong with it. */
export async function takeShots(options: ShotsOptions): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (const fill of ["dense", "empty"] as const) {
    const wanted = listSittings(options.screens, fill);
    if (wanted.length === 0) continue;
    const world = await options.openWorld(fill);
    try {
      shots.push(...(await takeAll({ ...options, world, wanted })));
    } finally {
      await world.close();
    }
  }
  return shots;
}

interface Session extends ShotsOptions {
  readonly world: World;
  readonly wanted: readonly Pick<Sitting, "screen" | "state" | "width">[];
}

/** Several visitors look at once, since each mostly waits; the shots come back in the order of the list. */
async function takeAll({ wanted, ...options }: Session): Promise<Shot[]> {
  const shots: Shot[] = [];
  const rest = wanted.entries();
  const visitAll = async (): Promise<void> => {
    for (const [place, sitting] of rest) {
      const shot = await takeShot({ ...options, ...sitting });
      options.onShot?.(shot);
      shots[place] = shot;
    }
  };
  await Promise.all(Array.from({ length: lanes }, visitAll));
  return shots;
}

function listSittings(screens: readonly Screen[], fill: Fill): Pick<Sitting, "screen" | "state" | "width">[] {
  const inFill = (state: State) => (state === "empty") === (fill === "empty");
  return screens.flatMap((screen) =>
    states
      .filter((state) => screen.states.includes(state) && inFill(state))
      .flatMap((state) => widths.map((width) => ({ screen, state, width }))),
  );
}

/** Each shot has a visitor of its own, so that no screen sees what another one left in the browser. */
async function takeShot(options: ShotsOptions & Omit<Sitting, "visitor">): Promise<Shot> {
  const { browser, folder, screen, state, width } = options;
  const file = `${screen.app}/${screen.name}-${state}-${width}.png`;
  const open = width > 500 ? newDesk : newPhone;
  const visitor = await open(browser, { width, height: width > 500 ? 900 : 780 }, options.taste);
  try {
    const faults = await look({ ...options, visitor });
    mkdirSync(join(folder, screen.app), { recursive: true });
    await visitor.page.screenshot({ path: join(folder, file), animations: "disabled", caret: "hide" });
    return { file, faults };
  } finally {
    await visitor.close();
  }
}

async function look(sitting: Sitting): Promise<string[]> {
  const { world, visitor, screen, state } = sitting;
  const { page } = visitor;
  await world.enter(visitor, screen.as);
  if (state === "error") await failRequests(sitting);
  visitor.problems.length = 0;
  try {
    await page.goto(world.origin + screen.path(world));
    await page
      .locator(screen.ready ?? "body :not(script):not(style)")
      .filter({ hasText: /\S/ })
      .first()
      .waitFor({ timeout: patienceMs });
    await settle(page);
    await screen.arrange?.(page, world);
    await settle(page);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return [`the screen is not reached: ${reason}`, ...ownProblems(sitting)];
  }
  const faults = await readFaults(page);
  return [...faults.map(({ where, what }) => `${what}, at ${where}`), ...ownProblems(sitting)];
}

/** The browser itself reports each refused request as an error: some are what was asked for. */
function ownProblems({ visitor, state, screen }: Sitting): string[] {
  const expected = state === "error" ? /Failed to load resource/ : screen.refusals;
  return visitor.problems.filter((problem) => !expected?.test(problem));
}

/** Every request of the app is answered as by a server whose database is away. */
async function failRequests({ visitor, world }: Sitting): Promise<void> {
  await visitor.context.route(/\/api\//, async (route) => {
    if (world.alwaysAnswered.test(route.request().url())) return route.fallback();
    const body = { code: "system.unavailable", detail: {}, requestId: "0199-shots" };
    return route.fulfill({ status: 503, json: body });
  });
}

/** Fonts are drawn, half a second without a request has passed (not insisted on: a chat is never quiet), nothing is busy. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(ignoreTimeout);
  await page
    .locator("[aria-busy=true], .skeleton")
    .first()
    .waitFor({ state: "hidden", timeout: 5_000 })
    .catch(ignoreTimeout);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

function ignoreTimeout(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "TimeoutError") throw error;
}
