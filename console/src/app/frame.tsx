import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { ProblemBox } from "../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../ui-kit/skeleton-rows.tsx";
import { useMessages } from "./language.tsx";
import { SessionProvider, useVisitor } from "./session.tsx";
import { Shell } from "./shell.tsx";

const SignIn = lazy(async () => ({ default: (await import("../features/entry/sign-in.tsx")).SignIn }));
const Setup = lazy(async () => ({ default: (await import("../features/entry/setup.tsx")).Setup }));

/** What stands round every address: the first setup, the sign-in, or the shell. The address stays through all of it. */
export function Frame(): ReactNode {
  const t = useMessages();
  const visitor = useVisitor();
  if (visitor.kind === "unreachable")
    return (
      <div className="frame-alone">
        <ProblemBox title={t.entry.cannotStart} error={visitor.error} again={visitor.again} />
      </div>
    );
  if (visitor.kind === "staff")
    return (
      <SessionProvider me={visitor.me}>
        <Shell>
          <Suspense fallback={<SkeletonRows count={6} />}>
            <Outlet />
          </Suspense>
        </Shell>
      </SessionProvider>
    );
  return (
    <Suspense fallback={<Waiting />}>
      {visitor.kind === "first" && <Setup />}
      {visitor.kind === "stranger" && <SignIn />}
      {visitor.kind === "checking" && <Waiting />}
    </Suspense>
  );
}

function Waiting(): ReactNode {
  const t = useMessages();
  return <div className="frame-alone" role="status" aria-label={t.app.loading} />;
}
