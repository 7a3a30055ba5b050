import type { Page } from "playwright-core";
import type { Screen } from "./screen.ts";
import type { World } from "./world.ts";

type Change = Partial<Omit<Screen, "name" | "app" | "path">>;

/** Inside the shell's main part, so that the shell alone is no screen. */
const pageReady = "main";

const desk = (name: string, path: Screen["path"] | string, change: Change = {}): Screen => ({
  name,
  app: "console",
  as: "staff",
  path: typeof path === "string" ? () => path : path,
  states: ["dense", "empty", "error"],
  ready: pageReady,
  ...change,
});

/** A screen that has no empty state, or whose failure looks as that of another one. */
const denseOnly = { states: ["dense"] } as const;
const notEmpty = { states: ["dense", "error"] } as const;

const h5 = (name: string, path: Screen["path"] | string, change: Change = {}): Screen => ({
  name,
  app: "h5",
  as: "member",
  path: typeof path === "string" ? () => path : path,
  states: ["dense"],
  ...change,
});

const at =
  (before: string, place: Parameters<World["find"]>[0], after = ""): Screen["path"] =>
  (world) =>
    `${before}${world.find(place)}${after}`;

const notIn = /status of 401/;
const notThere = /status of 404/;

const press = (name: RegExp | string) => async (page: Page) => page.getByRole("button", { name }).first().click();

const homeScreens: readonly Screen[] = [
  desk("overview", "/"),
  desk("overview-community", at("/?communityId=", "community"), denseOnly),
  desk("overview-viewer", "/", { ...denseOnly, as: "viewer" }),
  desk("tasks", "/tasks"),
  desk("tasks-done", "/tasks?state=done"),
  desk("tasks-mine", "/tasks?mine=true", denseOnly),
];

const communityScreens: readonly Screen[] = [
  desk("communities", "/communities"),
  desk("communities-archived", "/communities?archived=true", denseOnly),
  desk("community-new", "/communities/new", { states: ["dense"] }),
  desk("community", at("/communities/", "community"), notEmpty),
  desk("groups", "/groups"),
  desk("groups-nothing-found", "/groups?q=没有这样的群名", denseOnly),
  desk("groups-make", "/groups?make=true", denseOnly),
  desk("group-chat", at("/groups/", "group"), notEmpty),
  desk("group-chat-quiet", at("/groups/", "quietGroup"), denseOnly),
  desk("group-members", at("/groups/", "group", "?tab=members"), notEmpty),
  desk("group-members-quiet", at("/groups/", "quietGroup", "?tab=members"), denseOnly),
  desk("group-days", at("/groups/", "group", "?tab=days"), notEmpty),
  desk("group-settings", at("/groups/", "group", "?tab=settings"), denseOnly),
  desk("members", "/members"),
  desk("members-nothing-found", "/members?q=查无此人", denseOnly),
  desk("member", at("/members/", "member"), notEmpty),
  desk("segments", "/segments"),
  desk("segment-new", "/segments/new", { states: ["dense", "empty"] }),
  desk("segment-new-line", "/segments/new", { ...denseOnly, arrange: addCondition }),
  desk("segment", at("/segments/", "segment"), notEmpty),
  desk("segment-people", at("/segments/", "segment"), { ...denseOnly, arrange: press(/这些人是谁|Who are these/) }),
  desk("live-codes", "/live-codes"),
  desk("live-code-new", "/live-codes/new", { states: ["dense", "empty"] }),
  desk("live-code", at("/live-codes/", "liveCode"), notEmpty),
];

const careScreens: readonly Screen[] = [
  desk("rules", "/rules"),
  desk("rule-new", "/rules/new", { states: ["dense"] }),
  desk("rule", at("/rules/", "rule"), notEmpty),
  desk("rule-matches", at("/rules/", "rule", "?tab=matches"), notEmpty),
  desk("cases", "/moderation"),
  desk("reports", "/moderation?tab=reports"),
  desk("ladder", "/moderation?tab=ladder", notEmpty),
];

const orgScreens: readonly Screen[] = [
  desk("actions", "/actions"),
  desk("actions-skipped", "/actions?state=skipped", denseOnly),
  desk("sending-limits", "/actions?tab=limits", notEmpty),
  desk("carriers", "/carriers"),
  desk("staff", "/staff", notEmpty),
  desk("audit", "/audit"),
  desk("account", "/account", notEmpty),
  desk("no-permission", "/audit", { ...denseOnly, as: "viewer", refusals: /status of 403/ }),
  desk("gone-page", "/no-such-page", denseOnly),
  desk("gone-group", "/groups/00000000-0000-7000-8000-000000000000", { ...denseOnly, refusals: notThere }),
  desk("sign-in", "/", { as: "stranger", states: ["empty"], ready: "form", refusals: notIn }),
  desk("setup", "/", { as: "stranger", states: ["empty"], ready: "form", refusals: notIn, arrange: askForSetup }),
  desk("palette", "/", { ...denseOnly, arrange: openPalette }),
];

const joinScreens: readonly Screen[] = [
  h5("join", at("/j/", "openCode"), { as: "stranger", states: ["dense", "error"] }),
  h5("join-form", at("/j/", "openCode"), { as: "stranger", arrange: submitEmptyForm }),
  h5("join-full", at("/j/", "fullCode"), { as: "stranger" }),
  h5("join-not-yet", at("/j/", "futureCode"), { as: "stranger" }),
  h5("join-expired", at("/j/", "expiredCode"), { as: "stranger" }),
  h5("join-stopped", at("/j/", "stoppedCode"), { as: "stranger" }),
  h5("join-unknown", "/j/nosuchcode", { as: "stranger", refusals: notThere }),
  h5("join-known", at("/j/", "openCode")),
];

const chatScreens: readonly Screen[] = [
  h5("chat", at("/m/g/", "group"), { states: ["dense", "error"] }),
  h5("chat-muted", at("/m/g/", "group"), { as: "muted" }),
  h5("chat-emoji", at("/m/g/", "group"), { arrange: press(/表情|[Ee]moji/) }),
  h5("chat-menu", at("/m/g/", "group"), { arrange: openGroupMenu }),
  h5("chat-stranger", at("/m/g/", "group"), { as: "stranger", refusals: notIn }),
  h5("members", at("/m/g/", "group", "/members"), { states: ["dense", "error"] }),
  h5("my-data", "/m/me", { states: ["dense", "error"] }),
  h5("groups", "/m", { states: ["dense", "error"] }),
  h5("groups-none", "/m", { as: "leaver" }),
  h5("lost", "/m/nowhere", { as: "stranger" }),
];

/** Every screen of console and H5. A route that is missing here is a screen that nobody looks at. */
export const screens: readonly Screen[] = [
  ...homeScreens,
  ...communityScreens,
  ...careScreens,
  ...orgScreens,
  ...joinScreens,
  ...chatScreens,
];

/** As on a database without an org. */
async function askForSetup(page: Page): Promise<void> {
  await page.route(/\/api\/setup$/, (route) => route.fulfill({ json: { needed: true } }));
  await page.reload();
  await page.locator("input").nth(3).waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("柯基");
  await page.getByRole("option", { name: "柯基群" }).first().waitFor();
}

/** A condition that is not filled in yet. */
async function addCondition(page: Page): Promise<void> {
  await page.getByRole("button", { name: /加条件|Add condition/ }).click();
  await page.keyboard.press("Enter");
  await page.locator(".cond-phrase input").first().waitFor();
}

async function submitEmptyForm(page: Page): Promise<void> {
  await page.locator("form button[type=submit]").click();
}

async function openGroupMenu(page: Page): Promise<void> {
  await page.locator("header button").last().click();
}
