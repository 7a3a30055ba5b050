import { getRouteApi } from "@tanstack/react-router";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { present } from "../../app/search-params.ts";
import { PickStaff } from "../../ui-kit/pick-staff.tsx";
import { SearchBox } from "../../ui-kit/search-box.tsx";

const route = getRouteApi("/groups");
const states = ["open", "paused", "archived"] as const;

/** Name, state, owner and tag; the community is picked in the top bar. All of it stands in the address. */
export function GroupFilters(): ReactNode {
  const t = useMessages();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: typeof search) =>
    void navigate({ search: (before) => present({ ...before, ...part }), replace: true });
  return (
    <div className="filters">
      <SearchBox value={search.q ?? ""} label={t.groups.searchHint} onSettled={(q) => change({ q: q || undefined })} />
      <Select
        aria-label={t.groups.filterState}
        allowClear
        placeholder={t.groups.anyState}
        value={search.state ?? null}
        options={states.map((state) => ({ value: state, label: t.words.groupState[state] }))}
        onChange={(state) => change({ state: state ?? undefined })}
      />
      <PickStaff
        aria-label={t.groups.filterOwner}
        placeholder={t.groups.anyOwner}
        value={search.ownerId ?? null}
        onChange={(ownerId) => change({ ownerId: ownerId ?? undefined })}
      />
      <SearchBox
        value={search.tag ?? ""}
        label={t.groups.anyTag}
        onSettled={(tag) => change({ tag: tag || undefined })}
      />
    </div>
  );
}
