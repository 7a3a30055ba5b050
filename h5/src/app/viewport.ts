/**
 * Keeps `--app-height` at the height that is really visible, so that a composer at the bottom stays above the
 * keyboard. iOS does not shrink the layout when its keyboard opens and scrolls the page instead: the page is
 * put back to its top.
 */
export function followViewport(): void {
  const view = window.visualViewport;
  if (!view) return;
  const apply = () => {
    // Pinch zoom shrinks the visual viewport too, and must not squeeze the page.
    if (view.scale > 1.01) return;
    document.documentElement.style.setProperty("--app-height", `${Math.round(view.height)}px`);
    if (view.offsetTop > 0) window.scrollTo(0, 0);
  };
  view.addEventListener("resize", apply);
  view.addEventListener("scroll", apply);
  apply();
}
