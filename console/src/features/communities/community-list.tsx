import type { ReactNode } from "react";

export function CommunityList(): ReactNode {
  return null;
}
