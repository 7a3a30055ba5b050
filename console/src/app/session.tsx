import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useMemo } from "react";
import type { ReactNode } from "react";
import type { Permission } from "../../../contract/permissions.ts";
import { ApiProblem, call } from "./api-client.ts";
import type { Out } from "./api-routes.ts";
import { createFormat } from "./format.ts";
import type { Format } from "./format.ts";
import { useLanguage } from "./language.tsx";

export type Me = Out<"GET /me">;

/** Who the visitor is: nobody yet on a new installation, a stranger, or a signed-in colleague. */
export type Visitor =
  | { readonly kind: "checking" }
  | { readonly kind: "first" }
  | { readonly kind: "stranger" }
  | { readonly kind: "unreachable"; readonly error: unknown; readonly again: () => void }
  | { readonly kind: "staff"; readonly me: Me };

const visitorKey = ["visitor"];

async function findVisitor(): Promise<{ needsSetup: boolean; me: Me | null }> {
  try {
    return { needsSetup: false, me: await call("GET /me", {}) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || !isSessionProblem(error)) throw error;
    const { needed } = await call("GET /setup", {});
    return { needsSetup: needed, me: null };
  }
}

const isSessionProblem = (error: ApiProblem): boolean =>
  error.code === "session.missing" || error.code === "session.expired";

/** Asks who is there, and asks again as soon as any answer says that the session is over. */
export function useVisitor(): Visitor {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: visitorKey, queryFn: findVisitor, staleTime: 60_000 });
  useEffect(() => {
    const watch = (event: { type: string; action?: { type: string; error?: unknown } }) => {
      const error = event.type === "updated" && event.action?.type === "error" ? event.action.error : undefined;
      if (error instanceof ApiProblem && isSessionProblem(error))
        queries.setQueryData(visitorKey, { needsSetup: false, me: null });
    };
    const stops = [queries.getQueryCache().subscribe(watch), queries.getMutationCache().subscribe(watch)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queries]);
  if (query.data?.me) return { kind: "staff", me: query.data.me };
  if (query.data) return { kind: query.data.needsSetup ? "first" : "stranger" };
  if (query.error) return { kind: "unreachable", error: query.error, again: () => void query.refetch() };
  return { kind: "checking" };
}

/** What the entry pages call when somebody has signed in (me) or gone (null). */
export function useEnter(): (me: Me | null) => void {
  const queries = useQueryClient();
  return (me) => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== visitorKey[0] });
    queries.setQueryData(visitorKey, { needsSetup: false, me });
  };
}

/** Asks anew who is signed in, for acts that change it: nothing of the org before is kept in sight. */
export function useReenter(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== visitorKey[0] });
    await queries.refetchQueries({ queryKey: visitorKey });
  };
}

interface Session {
  readonly me: Me;
  readonly can: (permission: Permission) => boolean;
  readonly format: Format;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }): ReactNode {
  const { locale } = useLanguage();
  const session = useMemo<Session>(() => {
    const granted = new Set<Permission>(me.permissions);
    return {
      me,
      can: (permission) => granted.has(permission),
      format: createFormat(locale, me.org.timeZone, Date.now),
    };
  }, [me, locale]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The signed-in colleague, what they may do, and dates and numbers in their org's zone. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("useSession needs a signed-in visitor");
  return session;
}

/** Dates and numbers in the org's zone and the reader's language. */
export function useFormat(): Format {
  return useSession().format;
}
