import type { ReactNode } from "react";

export function NewLiveCode(): ReactNode {
  return null;
}
