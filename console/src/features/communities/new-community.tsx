import type { ReactNode } from "react";

export function NewCommunity(): ReactNode {
  return null;
}
