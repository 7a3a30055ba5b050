import type { ReactNode } from "react";
import { useFormat } from "../app/session.tsx";
import "./small.css";

/** How full a group is: the figures and a bar; nearly full (from 90 %) turns the colour. */
export function CapacityBar({ count, capacity }: { count: number; capacity: number }): ReactNode {
  const format = useFormat();
  const share = capacity > 0 ? Math.min(1, count / capacity) : 0;
  return (
    <span className="capacity">
      <span className="capacity-track" aria-hidden="true">
        <i className={share >= 0.9 ? "capacity-full" : ""} style={{ width: `${share * 100}%` }} />
      </span>
      {format.number(count)} / {format.number(capacity)}
    </span>
  );
}
