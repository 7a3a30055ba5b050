import type { ReactNode } from "react";

export function LiveCodeList(): ReactNode {
  return null;
}
