/** Official samples held against the simulator: see README.md. */
export { runSamples, type SampleParser, type SampleResult, type SamplesReport } from "./run-samples.ts";
export type { About, Sample } from "./sample.ts";
