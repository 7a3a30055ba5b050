import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fields } from "./fields-of.ts";
import { documentedAnswers, documentedEvents, eventHeader, readPaths } from "./documented.ts";
import { hearEverything } from "./hear-everything.ts";
import { judgeSample, type Verdict } from "./judge-sample.ts";
import type { Knowledge } from "./knowledge.ts";
import { readSample, type Sample } from "./sample.ts";

/** Somebody else's reader of answers and events, to be held against the same samples. */
export interface SampleParser {
  /** Who complains, in the output. */
  readonly name: string;
  /** Reads an answer, an event's XML or a request; throws what it cannot make sense of. False: it does not read such. */
  readonly parse: (sample: Sample) => boolean | Promise<boolean>;
}

export interface SampleResult {
  readonly file: string;
  readonly verdict: Verdict["verdict"];
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  /** Parsers that read it. */
  readonly readBy: readonly string[];
}

export interface SamplesReport {
  readonly results: readonly SampleResult[];
  /** What the simulator says and no documentation names. */
  readonly undocumented: readonly string[];
  readonly parsed: number;
  readonly matched: number;
  readonly notConcerned: number;
  readonly failed: number;
}

/** Holds every sample of a folder against the simulator, and against each parser. */
export async function runSamples(folder: string, parsers: readonly SampleParser[] = []): Promise<SamplesReport> {
  const files = readdirSync(folder)
    .filter((file) => /\.(json|xml)$/.test(file))
    .toSorted();
  if (files.length === 0) throw new Error(`${folder} has no samples: files that end in .json or .xml`);
  const knowledge = await hearEverything();
  const results: SampleResult[] = [];
  for (const file of files) results.push(await judgeFile({ folder, file, parsers, knowledge }));
  const undocumented = listUndocumented(knowledge);
  const count = (verdict: Verdict["verdict"]) => results.filter((result) => result.verdict === verdict).length;
  return {
    results,
    undocumented,
    parsed: results.filter((result) => result.verdict !== "failed" || result.readBy.includes("text")).length,
    matched: count("matched"),
    notConcerned: count("not_concerned"),
    failed: count("failed") + undocumented.length,
  };
}

async function judgeFile(at: {
  readonly folder: string;
  readonly file: string;
  readonly parsers: readonly SampleParser[];
  readonly knowledge: Knowledge;
}): Promise<SampleResult> {
  const { folder, file, parsers, knowledge } = at;
  const readBy: string[] = [];
  try {
    const sample = readSample(file, readFileSync(join(folder, file), "utf8"));
    readBy.push("text");
    const verdict = await judgeSample(sample, knowledge);
    const complaints = await hearParsers(sample, parsers, readBy);
    const reasons = [...(verdict.verdict === "failed" ? verdict.reasons : []), ...complaints];
    const notes = verdict.verdict === "matched" ? verdict.notes : [];
    return { file, verdict: reasons.length > 0 ? "failed" : verdict.verdict, reasons, notes, readBy };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { file, verdict: "failed", reasons: [`cannot be read: ${error.message}`], notes: [], readBy };
  }
}

async function hearParsers(sample: Sample, parsers: readonly SampleParser[], readBy: string[]): Promise<string[]> {
  const complaints: string[] = [];
  for (const parser of parsers) {
    try {
      if (await parser.parse(sample)) readBy.push(parser.name);
    } catch (error) {
      // A complaint is a result here, whatever it is made of.
      complaints.push(`${parser.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return complaints;
}

/** Fields that the simulator says and the documentation does not name. */
function listUndocumented({ answers, events }: Knowledge): string[] {
  const everywhere = readPaths("errcode errmsg");
  const header = readPaths(eventHeader);
  const beyond = (fields: Fields, known: readonly ReadonlySet<string>[]) =>
    [...fields.keys()].filter((path) => !known.some((paths) => paths.has(path)));
  const ofAnswers = [...answers].flatMap(([api, fields]) =>
    beyond(fields, [everywhere, readPaths(documentedAnswers[api] ?? "")]).map((path) => `${api} answers ${path}`),
  );
  const ofEvents = [...events].flatMap(([key, fields]) =>
    beyond(fields, [header, readPaths(documentedEvents[key.split("/", 1)[0] ?? ""] ?? "")]).map(
      (path) => `${key} tells ${path}`,
    ),
  );
  return [...ofAnswers, ...ofEvents];
}
