import { Select } from "antd";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "./language.tsx";
import { navGroups } from "./nav.ts";
import { idParam } from "./search-params.ts";
import { useSession } from "./session.tsx";
import { useApi } from "./use-api.ts";

/** The community that pages are narrowed to; it stands in the address, so that a link shows the same. */
export function useCommunityId(): string | undefined {
  return useRouterState({ select: (state) => idParam(state.location.search, "communityId") });
}

/** Narrows the pages that know communities; on others it would do nothing, so it is not there. */
export function CommunityPicker(): ReactNode {
  const t = useMessages().app;
  const { can } = useSession();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const page = navGroups.flatMap((group) => group.pages).find((one) => one.to === path && one.isByCommunity);
  const communityId = useCommunityId();
  const list = useApi("GET /communities", {}, { when: can("communities.read") });
  if (!page || !list.data || list.data.items.length < 2) return null;
  const options = list.data.items.map((one) => ({ value: one.id as string, label: one.name }));
  return (
    <Select
      className="shell-picker"
      aria-label={t.picker.label}
      value={communityId ?? ""}
      options={[{ value: "", label: t.picker.all }, ...options]}
      popupMatchSelectWidth={false}
      onChange={(next) => void navigate({ to: page.to, search: next ? { communityId: next } : {} })}
    />
  );
}
