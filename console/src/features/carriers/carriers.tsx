import type { ReactNode } from "react";

export function Carriers(): ReactNode {
  return null;
}
