import type { ReactNode } from "react";

export function Audit(): ReactNode {
  return null;
}
