import type { ReactNode } from "react";

export function Actions(): ReactNode {
  return null;
}
