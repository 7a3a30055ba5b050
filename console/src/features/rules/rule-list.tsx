import type { ReactNode } from "react";

export function RuleList(): ReactNode {
  return null;
}
