import type { JSX } from "preact";

const paths = {
  back: "M15 5l-7 7 7 7",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c1 1.3 2.2 1.9 3.5 1.9s2.5-.6 3.5-1.9M9 9.5h.01M15 9.5h.01",
  plus: "M12 5v14M5 12h14",
  send: "M5 12h13M12.5 6l6 6-6 6",
  picture:
    "M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5zM4 16l4.5-4.5 4 4 2.5-2.5 5 4.5M15.5 9h.01",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 10l6 6 6-6",
  up: "M6 14l6-6 6 6",
  right: "M9 6l6 6-6 6",
  reply: "M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6v1",
  copy: "M9 9h10v11H9zM15 9V5H5v11h4",
  undo: "M8 6L4 10l4 4M4 10h10a5 5 0 0 1 0 10h-3",
  flag: "M6 21V4h11l-2 4 2 4H6",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 3-5.5 6.5-5.5s6.5 2 6.5 5.5M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.8c2.2.7 3.5 2.5 3.5 5.2",
  horn: "M4 10v4l3 .5L8 19h2.5l-.7-4.2L19 18V6L7 9.5zM21.5 10.5v3",
  alert: "M12 4l9 16H3zM12 10v4M12 17h.01",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.8-4.8",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-3.5 3.3-5.5 7.5-5.5s7.5 2 7.5 5.5",
  globe: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  leave: "M14 4H6v16h8M10 12h11M17.5 8.5L21 12l-3.5 3.5",
  eyeOff:
    "M4 4l16 16M9.5 6.5A9.5 9.5 0 0 1 12 6c5 0 8 4 9 6a13 13 0 0 1-2.5 3.4M6 8c-1.5 1.2-2.5 2.8-3 4 1 2 4 6 9 6 1.3 0 2.5-.3 3.5-.7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  groups: "M4 5h16v11H9l-5 4z",
} as const;

export type IconName = keyof typeof paths;

/** A line drawing of 24 × 24 in the colour of the text; silent for screen readers, words stand beside it. */
export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }): JSX.Element {
  const isDots = name === "more";
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={isDots ? 2.6 : 1.7}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
