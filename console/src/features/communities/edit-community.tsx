import type { ReactNode } from "react";

export function EditCommunity(): ReactNode {
  return null;
}
