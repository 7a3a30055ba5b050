import type { ReactNode } from "react";

export function MemberList(): ReactNode {
  return null;
}
