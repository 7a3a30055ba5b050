import type { JSX } from "preact";

const widths = ["62%", "40%", "75%", "30%", "54%"];

/** Keeps the shape of a talk until it comes. */
export function ListSkeleton(): JSX.Element {
  return (
    <div class="list-skeleton" aria-hidden="true">
      {widths.map((width, index) => (
        <div key={width} class={index === 3 ? "bone-message mine" : "bone-message"}>
          <div class="bone" style={{ width: "36px", height: "36px" }} />
          <div class="bone" style={{ width, height: index === 2 ? "64px" : "40px" }} />
        </div>
      ))}
    </div>
  );
}
