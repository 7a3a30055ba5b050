import type { FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { problems, type ProblemBody, type ProblemCode } from "../../../contract/problems.ts";
import { sqlState } from "../database.ts";
import { Problem } from "../problem.ts";

type Fields = NonNullable<ProblemBody["fields"]>;

export interface Answer {
  readonly status: number;
  readonly body: Omit<ProblemBody, "requestId">;
  /** False for refusals: they are no fault of the program and need no stack in the log. */
  readonly isBug: boolean;
}

/** SQLSTATE classes 08 (connection), 57P (shutdown) and 53 (resources); 53100 is a full disk. */
function codeOfOutage(error: unknown): ProblemCode | undefined {
  const state = sqlState(error);
  if (state === "53100" || state === "ENOSPC") return "system.disk_full";
  if (state !== undefined && /^(08|57P|53|ECONN|EPIPE|ENOENT$|ETIMEDOUT)/.test(state)) return "system.unavailable";
  if (
    error instanceof Error &&
    /connection (terminated|timeout)|Connection terminated|timeout exceeded when trying to connect/i.test(error.message)
  )
    return "system.unavailable";
  return undefined;
}

function fieldsOf(error: FastifyError): Fields | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
  return error.validation.map((issue) => {
    const params: Record<string, unknown> = issue.params;
    const limit = params["maximum"] ?? params["minimum"];
    return {
      path: issue.instancePath.replace(/^\//, "").replaceAll("/", "."),
      rule: issue.keyword,
      ...(typeof limit === "number" || typeof limit === "string" ? { limit } : {}),
    };
  });
}

const wireCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "input.too_large",
  FST_REQ_FILE_TOO_LARGE: "picture.too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "input.invalid",
  FST_ERR_CTP_EMPTY_JSON_BODY: "input.invalid",
  FST_ERR_CTP_INVALID_JSON_BODY: "input.invalid",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "input.invalid",
};

/** What any thrown thing is answered with. Only refusals and outages are named; every other error is a bug. */
export function presentError(error: FastifyError): Answer {
  if (error instanceof Problem)
    return {
      status: problems[error.code],
      body: {
        code: error.code,
        detail: error.detail,
        ...(error.fields ? { fields: error.fields } : {}),
      },
      isBug: false,
    };
  const fields = fieldsOf(error);
  if (fields)
    return {
      status: problems["input.invalid"],
      body: { code: "input.invalid", detail: {}, fields },
      isBug: false,
    };
  const known =
    wireCodes[error.code] ??
    (error.statusCode === 429 ? "request.too_many" : undefined) ??
    (error.statusCode === 400 ? "input.invalid" : undefined);
  if (known) return { status: problems[known], body: { code: known, detail: {} }, isBug: false };
  const outage = codeOfOutage(error);
  if (outage) return { status: problems[outage], body: { code: outage, detail: {} }, isBug: true };
  return { status: 500, body: { code: "system.bug", detail: {} }, isBug: true };
}
