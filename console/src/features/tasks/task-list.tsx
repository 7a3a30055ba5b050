import type { ReactNode } from "react";

export function TaskList(): ReactNode {
  return null;
}
