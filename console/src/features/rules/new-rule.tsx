import type { ReactNode } from "react";

export function NewRule(): ReactNode {
  return null;
}
