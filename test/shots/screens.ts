import type { Page } from "playwright-core";
import type { Screen } from "./screen.ts";
import type { World } from "./world.ts";

type Change = Partial<Omit<Screen, "name" | "app" | "path">>;

/** Inside the shell's main part, so that the shell alone is no screen. */
const pageReady = "main";

const console_ = (name: string, path: Screen["path"] | string, change: Change = {}): Screen => ({
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
  console_("overview", "/"),
  console_("overview-community", at("/?communityId=", "community"), denseOnly),
  console_("overview-viewer", "/", { ...denseOnly, as: "viewer" }),
  console_("tasks", "/tasks"),
  console_("tasks-done", "/tasks?state=done"),
  console_("tasks-mine", "/tasks?mine=true", denseOnly),
];

const communityScreens: readonly Screen[] = [
  console_("communities", "/communities"),
  console_("communities-archived", "/communities?archived=true", denseOnly),
  console_("community-new", "/communities/new", { states: ["dense"] }),
  console_("community", at("/communities/", "community"), notEmpty),
  console_("groups", "/groups"),
  console_("groups-nothing-found", "/groups?q=没有这样的群名", denseOnly),
  console_("groups-make", "/groups?make=true", denseOnly),
  console_("group-chat", at("/groups/", "group"), notEmpty),
  console_("group-chat-quiet", at("/groups/", "quietGroup"), denseOnly),
  console_("group-members", at("/groups/", "group", "?tab=members"), notEmpty),
  console_("group-members-quiet", at("/groups/", "quietGroup", "?tab=members"), denseOnly),
  console_("group-days", at("/groups/", "group", "?tab=days"), notEmpty),
  console_("group-settings", at("/groups/", "group", "?tab=settings"), denseOnly),
  console_("members", "/members"),
  console_("members-nothing-found", "/members?q=查无此人", denseOnly),
  console_("member", at("/members/", "member"), notEmpty),
  console_("live-codes", "/live-codes"),
  console_("live-code-new", "/live-codes/new", { states: ["dense", "empty"] }),
  console_("live-code", at("/live-codes/", "liveCode"), notEmpty),
];

const careScreens: readonly Screen[] = [
  console_("rules", "/rules"),
  console_("rule-new", "/rules/new", { states: ["dense"] }),
  console_("rule", at("/rules/", "rule"), notEmpty),
  console_("rule-matches", at("/rules/", "rule", "?tab=matches"), notEmpty),
  console_("cases", "/moderation"),
  console_("reports", "/moderation?tab=reports"),
  console_("ladder", "/moderation?tab=ladder", notEmpty),
];

const orgScreens: readonly Screen[] = [
  console_("actions", "/actions"),
  console_("actions-skipped", "/actions?state=skipped", denseOnly),
  console_("sending-limits", "/actions?tab=limits", notEmpty),
  console_("carriers", "/carriers"),
  console_("staff", "/staff", notEmpty),
  console_("audit", "/audit"),
  console_("account", "/account", notEmpty),
  console_("no-permission", "/audit", { ...denseOnly, as: "viewer", refusals: /status of 403/ }),
  console_("gone-page", "/no-such-page", denseOnly),
  console_("gone-group", "/groups/00000000-0000-7000-8000-000000000000", { ...denseOnly, refusals: notThere }),
  console_("sign-in", "/", { as: "stranger", states: ["empty"], ready: "form", refusals: notIn }),
  console_("setup", "/", { as: "stranger", states: ["empty"], ready: "form", refusals: notIn, arrange: askForSetup }),
  console_("palette", "/", { ...denseOnly, arrange: openPalette }),
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
}

async function submitEmptyForm(page: Page): Promise<void> {
  await page.locator("form button[type=submit]").click();
}

async function openGroupMenu(page: Page): Promise<void> {
  await page.locator("header button").last().click();
}
