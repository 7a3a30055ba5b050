import type { ReactNode } from "react";

export function StaffList(): ReactNode {
  return null;
}
