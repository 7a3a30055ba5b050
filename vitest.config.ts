import { configDefaults, defineConfig } from "vitest/config";

/** Tests that want the machine for themselves: browsers, whole programs, processes that are killed. */
const alone = [
  "test/e2e/**/*.test.{ts,tsx}",
  "**/*.alone.test.{ts,tsx}",
  "server/kernel/postgres/start-postgres.test.ts",
  "tools/check-clean.test.ts",
];

const everything = ["{bench,cli,console,contract,h5,server,sim,test,tools,ui}/**/*.test.{ts,tsx}"];

const exclude = [...configDefaults.exclude, "**/.cache/**", "**/.data/**"];

export default defineConfig({
  test: {
    // Files share a process: 400 tests in 2 s instead of 10 (measured 2026-11). Tests reset what they change.
    isolate: false,
    pool: "forks",
    globalSetup: "test/harness/global-setup.ts",
    hookTimeout: 60_000,
    // No org of the tests lives there: code that takes the machine's time zone by mistake fails.
    env: { TZ: "America/St_Johns" },
    projects: [
      {
        extends: true,
        test: {
          name: "together",
          include: everything,
          exclude: [...exclude, ...alone],
          maxWorkers: 2,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: alone,
          exclude,
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 180_000,
          // A browser waits for a machine that others use too: one more try tells a slow moment from a fault.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
