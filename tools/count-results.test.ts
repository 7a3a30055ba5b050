import { expect, test } from "vitest";
import { countResults } from "./count-results.ts";

const passedFile = { status: "passed", assertionResults: [{ status: "passed" }] };

test("tests are counted, skipped ones apart", () => {
  const report = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, testResults: [passedFile] };
  expect(countResults(report, 1)).toEqual({ passed: 4, failed: 1, skipped: 2 });
});

test("a file that cannot be imported, or whose hook throws, is a failure", () => {
  const testResults = [
    { status: "failed", assertionResults: [] },
    { status: "failed", assertionResults: [{ status: "passed" }] },
    { status: "failed", assertionResults: [{ status: "failed" }] },
  ];
  expect(countResults({ numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, testResults }, 1).failed).toBe(3);
});

test("an error that no test owns still fails the run", () => {
  const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, testResults: [passedFile] };
  expect(countResults(report, 1).failed).toBe(1);
  expect(countResults(report, 0).failed).toBe(0);
});

test("a run that left no report has failed", () => {
  expect(countResults(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
