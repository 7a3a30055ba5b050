import type { ReactNode } from "react";

export function LiveCodePage(): ReactNode {
  return null;
}
