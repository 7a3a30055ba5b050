import type { ReactNode } from "react";

export function Moderation(): ReactNode {
  return null;
}
