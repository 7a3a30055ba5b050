/** The part of vitest's JSON report that decides the outcome. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts tests. A file that breaks outside its tests (an import, a hook) is one failure of its own; so is a run that
 * ends badly without naming a test: an error after the last test, a crash that leaves no report.
 */
export function countResults(report: Report | undefined, exitCode: number): Outcome {
  const brokenFiles =
    report?.testResults.filter(
      (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
    ).length ?? 0;
  const named = (report?.numFailedTests ?? 0) + brokenFiles;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: named === 0 && exitCode !== 0 ? 1 : named,
    skipped: report?.numPendingTests ?? 0,
  };
}
