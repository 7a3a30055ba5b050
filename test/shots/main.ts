// `npm run shots [-- --only NAME --app console|h5 --language zh|en --dark]`: a picture of every screen in every state
// at every width in .cache/shots, and exit code 1 when one of them has a fault.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { closeBrowser, openBrowser } from "../harness/browser.ts";
import { projectRoot } from "../harness/cache-folder.ts";
import { openWorld } from "./open-world.ts";
import { screens } from "./screens.ts";
import { takeShots } from "./take-shots.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    app: { type: "string" },
    language: { type: "string", default: "zh" },
    dark: { type: "boolean", default: false },
  },
});

const wanted = screens.filter(
  ({ app, name }) =>
    (values.app === undefined || values.app === app) &&
    (values.only.length === 0 || values.only.some((part) => name.includes(part))),
);
if (wanted.length === 0)
  throw new Error(`No screen is called so. There are: ${screens.map(({ name }) => name).join(", ")}`);

const folder = join(projectRoot, ".cache/shots");
const shots = await takeShots({
  browser: await openBrowser(),
  screens: wanted,
  openWorld,
  folder,
  taste: {
    locale: values.language === "en" ? "en-GB" : "zh-CN",
    colorScheme: values.dark ? "dark" : "light",
  },
  onShot: ({ file, faults }) => {
    console.log(`${faults.length === 0 ? "clean " : "FAULTY"} ${file}`);
    for (const fault of faults) console.log(`         ${fault}`);
  },
});
await closeBrowser();

const faulty = shots.filter(({ faults }) => faults.length > 0);
console.log(`${shots.length} pictures in ${folder}, ${faulty.length} with faults`);
process.exitCode = faulty.length === 0 ? 0 : 1;
