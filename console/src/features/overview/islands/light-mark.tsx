import type { ReactNode } from "react";
import { useMessages } from "../../../app/language.tsx";
import { lightLook } from "./lights.ts";
import type { Light } from "./lights.ts";

/** A light as colour, sign and word. */
export function LightMark({ light }: { light: Light }): ReactNode {
  const t = useMessages().words;
  const look = lightLook[light];
  return (
    <span className="light-mark" title={t.lightHint[light]}>
      <i style={{ background: look.fill, color: look.ink }} aria-hidden="true">
        {look.sign}
      </i>
      {t.light[light]}
    </span>
  );
}
