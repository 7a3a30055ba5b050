import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeBrowser, openBrowser } from "../harness/browser.ts";
import type { Screen } from "./screen.ts";
import { takeShots } from "./take-shots.ts";
import type { OpenWorld } from "./world.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qundao-shots-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(closeBrowser);

/** A product of one page, which shows what /api/groups answers. */
const page = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><h1>群</h1><p id="list" aria-busy="true"></p><button>打开</button>
<script>
  fetch("/api/groups").then((r) => r.ok ? r.text() : "现在连不上").then((text) => {
    list.textContent = text; list.removeAttribute("aria-busy");
  });
  document.querySelector("button").onclick = () => { list.textContent = "undefined"; };
</script>`;

const opened: string[] = [];
const openWorld: OpenWorld = async (fill) => {
  const server = createServer((request, response) => {
    if (request.url === "/broken")
      response.setHeader("content-type", "text/html").end("<p>x</p><script>nope()</script>");
    else if (request.url === "/api/groups") response.end(fill === "dense" ? "12 个群" : "还没有群");
    else response.setHeader("content-type", "text/html").end(page);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  opened.push(fill);
  return {
    origin: `http://127.0.0.1:${port}`,
    find: (place) => place,
    enter: async (visitor, as) =>
      visitor.context.addCookies([{ name: "as", value: as, url: `http://127.0.0.1:${port}` }]),
    alwaysAnswered: /\/api\/session$/,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
      opened.push(`${fill} closed`);
    },
  };
};

const groups: Screen = {
  name: "groups",
  app: "console",
  as: "staff",
  path: () => "/groups",
  states: ["dense", "empty", "error"],
  ready: "h1",
};

async function take(...screens: Screen[]): Promise<Map<string, readonly string[]>> {
  const shots = await takeShots({ browser: await openBrowser(), screens, openWorld, folder });
  return new Map(shots.map(({ file, faults }) => [file, faults]));
}

test("every state is photographed at every width, and each world is opened once", async () => {
  opened.length = 0;
  const shots = await take(groups);
  const files = ["dense", "error", "empty"].flatMap((state) =>
    [1440, 390, 360].map((width) => `console/groups-${state}-${width}.png`),
  );
  expect([...shots]).toEqual(files.map((file) => [file, []]));
  for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
  expect(opened).toEqual(["dense", "dense closed", "empty", "empty closed"]);
  const [dense, empty] = ["dense", "empty"].map((state) =>
    readFileSync(join(folder, `console/groups-${state}-360.png`)),
  );
  expect(dense).not.toEqual(empty);
});

test("what comes to light after a touch is judged too", async () => {
  const shots = await take({ ...groups, states: ["dense"], arrange: (at) => at.getByRole("button").click() });
  expect(shots.get("console/groups-dense-390.png")).toEqual(["a value that leaked: undefined, at <p> “undefined”"]);
});

test("an error in the console is a fault of the screen", async () => {
  const shots = await take({ ...groups, path: () => "/broken", states: ["dense"], ready: "p" });
  expect(shots.get("console/groups-dense-1440.png")?.[0]).toMatch(/^exception: .*nope is not defined/);
});

test("a screen that never shows what it has is a fault, with a picture", async () => {
  const never = { ...groups, states: ["error"] as const, arrange: () => Promise.reject(new Error("no such button")) };
  const shots = await take(never);
  expect(shots.get("console/groups-error-360.png")).toEqual(["the screen is not reached: no such button"]);
  expect(existsSync(join(folder, "console/groups-error-360.png"))).toBe(true);
});
