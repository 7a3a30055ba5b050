import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCommunityId } from "./community-picker.tsx";
import { useFormat, useSession } from "./session.tsx";
import { useMessages } from "./language.tsx";
import { navGroups } from "./nav.ts";
import type { NavPage } from "./nav.ts";
import { useWaiting } from "./use-waiting.ts";

/** The pages this colleague may read, in groups, with how much waits for a person. */
export function MainNav(): ReactNode {
  const t = useMessages().app;
  const { can, me } = useSession();
  const waiting = useWaiting();
  const counts: Partial<Record<NavPage["to"], number>> = {
    "/tasks": waiting.tasks,
    "/moderation": waiting.reports,
  };
  return (
    <nav className="nav" aria-label={t.nav.label}>
      <div className="nav-brand">
        <Mark />
        <span className="nav-org" title={me.org.name}>
          {me.org.name}
        </span>
      </div>
      {navGroups.map((group) => {
        const pages = group.pages.filter((page) => can(page.permission));
        if (pages.length === 0) return null;
        return (
          <div key={group.title ?? "first"} className="nav-group">
            {group.title && <h2>{t.nav[group.title]}</h2>}
            {pages.map((page) => (
              <NavLink key={page.to} page={page} count={counts[page.to] ?? 0} />
            ))}
          </div>
        );
      })}
    </nav>
  );
}

function NavLink({ page, count }: { page: NavPage; count: number }): ReactNode {
  const t = useMessages().app;
  const format = useFormat();
  const communityId = useCommunityId();
  return (
    <Link
      to={page.to}
      search={page.isByCommunity && communityId ? { communityId } : {}}
      activeOptions={{ exact: page.to === "/", includeSearch: false }}
      activeProps={{ className: "nav-link nav-link-on" }}
      inactiveProps={{ className: "nav-link" }}
    >
      {t.nav[page.label]}
      {count > 0 && <b>{count > 99 ? "99+" : format.number(count)}</b>}
    </Link>
  );
}

function Mark(): ReactNode {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <circle cx="8" cy="9" r="5" fill="var(--c1)" />
      <circle cx="16" cy="14" r="3.2" fill="var(--c2)" />
      <circle cx="6" cy="17" r="2.2" fill="var(--c3)" />
    </svg>
  );
}
