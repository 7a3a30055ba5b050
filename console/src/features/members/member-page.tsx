import type { ReactNode } from "react";

export function MemberPage(): ReactNode {
  return null;
}
