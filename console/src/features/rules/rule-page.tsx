import type { ReactNode } from "react";

export function RulePage(): ReactNode {
  return null;
}
