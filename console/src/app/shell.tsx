import { Button, Drawer } from "antd";
import { useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { AccountMenu } from "./account-menu.tsx";
import { CommunityPicker } from "./community-picker.tsx";
import { useMessages } from "./language.tsx";
import { MainNav } from "./main-nav.tsx";
import { useReenter, useSession } from "./session.tsx";
import { useAct } from "./use-api.ts";
import { useIsOnline } from "./use-is-online.ts";
import "./shell.css";

const loadPalette = async () => ({ default: (await import("./palette.tsx")).Palette });
const Palette = lazy(loadPalette);

/** The frame round every page of a signed-in colleague. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const t = useMessages().app;
  const [isSearching, setSearching] = useState(false);
  useSearchKey(() => setSearching(true));
  // Fetched once the first page stands: who types right after the key must not lose letters.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="shell">
      <a className="shell-skip" href="#main">
        {t.skip}
      </a>
      <aside className="shell-side">
        <MainNav />
      </aside>
      <div className="shell-body">
        <TopBar search={() => setSearching(true)} />
        <OfflineLine />
        <main id="main" className="shell-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      {isSearching && (
        <Suspense fallback={null}>
          <Palette close={() => setSearching(false)} />
        </Suspense>
      )}
    </div>
  );
}

function TopBar({ search }: { search: () => void }): ReactNode {
  const t = useMessages().app;
  const { me } = useSession();
  return (
    <header className="shell-top">
      <NavDrawer />
      <CommunityPicker />
      <button type="button" className="shell-search" title={t.palette.open} onClick={search}>
        <span>{t.palette.open}</span>
        <kbd>{isApple() ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      {me.isDemo && <LeaveDemo />}
      <AccountMenu />
    </header>
  );
}

/** Says that this is the demo's org, and leads back to one's own. */
function LeaveDemo(): ReactNode {
  const t = useMessages().app;
  const reenter = useReenter();
  const leaving = useAct("POST /demo/leave");
  const leave = async () => {
    if (await leaving.run({})) await reenter();
  };
  return (
    <span className="shell-demo">
      {t.demoOrg}
      <button type="button" disabled={leaving.isRunning} onClick={() => void leave()}>
        {t.leaveDemo}
      </button>
    </span>
  );
}

/** On narrow screens the navigation waits behind a button, and goes away when a page was chosen. */
function NavDrawer(): ReactNode {
  const t = useMessages().app;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [openAt, setOpenAt] = useState<string>();
  const isOpen = openAt === path;
  return (
    <>
      <Button className="shell-menu" aria-label={t.menu} aria-expanded={isOpen} onClick={() => setOpenAt(path)}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </Button>
      <Drawer
        placement="left"
        size={264}
        open={isOpen}
        onClose={() => setOpenAt(undefined)}
        closable={false}
        styles={{ body: { padding: 0 } }}
      >
        <MainNav />
      </Drawer>
    </>
  );
}

function OfflineLine(): ReactNode {
  const t = useMessages().app;
  return useIsOnline() ? null : (
    <div className="shell-offline" role="status">
      {t.offline}
    </div>
  );
}

function useSearchKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [open]);
}

const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
