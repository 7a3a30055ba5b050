import type { HTMLAttributes } from "preact";
import { useRef } from "preact/hooks";

const holdMs = 450;
const slackPx = 10;

type Handlers = Pick<
  HTMLAttributes<HTMLDivElement>,
  "onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel" | "onContextMenu" | "onClickCapture"
>;

/**
 * A finger held still, or a right click. The click that follows a long press is swallowed, so that holding a
 * picture does not open it as well; selected text keeps its own menu.
 */
export function useLongPress(open: () => void): Handlers {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const hasOpened = useRef(false);
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event) => {
      hasOpened.current = false;
      if (event.pointerType === "mouse") return;
      start.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(() => {
        hasOpened.current = true;
        open();
      }, holdMs);
    },
    onPointerMove: (event) => {
      const moved = Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y);
      if (moved > slackPx) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onContextMenu: (event) => {
      if (window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      stop();
      if (!hasOpened.current) open();
      hasOpened.current = true;
    },
    onClickCapture: (event) => {
      if (!hasOpened.current) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
