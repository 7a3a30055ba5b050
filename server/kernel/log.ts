import { pino } from "pino";

export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** Field names whose values never reach the log, at any of the depths we log at. */
const secretFields = ["password", "secret", "token", "cookie", "authorization", "key", "set-cookie", "x-csrf-token"];

/**
 * An error by name, text, code and stack, its causes too. Never its other properties: database errors carry the
 * whole client, with how it connects.
 */
function presentLoggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: presentLoggedError(error.cause) };
  return { name: error.name, message: error.message, ...code, stack: error.stack, ...cause };
}

/** JSON lines on stderr: stdout belongs to what `npm start` tells its reader. */
export function createLog(level: "silent" | "info" | "warn" | "error"): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: secretFields.flatMap((f) => [`["${f}"]`, `*["${f}"]`, `*.*["${f}"]`]),
        censor: "[secret]",
      },
      serializers: { error: presentLoggedError },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
