import { pino } from "pino";

export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** Field names whose values never reach the log, at any of the depths we log at. */
const secretFields = ["password", "secret", "token", "cookie", "authorization", "key", "set-cookie", "x-csrf-token"];

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
      serializers: { error: pino.stdSerializers.err },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
