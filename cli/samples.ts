// `npm run samples -- DIR [--notes]`: official samples of WeCom's API against the simulated one. Exits 1 on a failure.
import { parseArgs } from "node:util";
import { runSamples, type SampleParser } from "../sim/wecom/samples/index.ts";
import { say } from "./say.ts";

/** Readers of ours that must make sense of the same samples. */
const parsers: readonly SampleParser[] = [];

const { values, positionals } = parseArgs({ options: { notes: { type: "boolean" } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) {
  say("npm run samples -- DIR   一个文件夹的官方样例 · a folder of official samples");
  process.exit(1);
}

const report = await runSamples(folder, parsers);
for (const { file, reasons, notes } of report.results) {
  for (const reason of reasons) say(`${file}: ${reason}`);
  if (values.notes) for (const note of notes) say(`${file}: (${note})`);
}
for (const line of report.undocumented) say(`${line}, which no documentation names`);
const { parsed, matched, notConcerned, failed } = report;
say(`parsed ${parsed}, matched ${matched}, not concerned ${notConcerned}, failed ${failed}`);
process.exitCode = failed === 0 ? 0 : 1;
