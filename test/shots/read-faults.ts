import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Fault } from "./detect.ts";

const source = readFileSync(join(import.meta.dirname, "detect.ts"), "utf8");
const script = stripTypeScriptTypes(source).replaceAll(/^export /gm, "");

/** What is wrong on the page now, as far as it can be seen in its layout and its words. */
export function readFaults(page: Page): Promise<Fault[]> {
  return page.evaluate<Fault[]>(`(() => { ${script}\n return findFaults(); })()`);
}
