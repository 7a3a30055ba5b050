import { Select } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../app/use-api.ts";
import { useDebounced } from "../app/use-debounced.ts";

export interface PickGroupsProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: readonly string[];
  readonly onChange: (groupIds: string[]) => void;
  readonly communityId?: string | undefined;
}

/** Chooses groups by part of their name; an org may have a thousand, so they are asked for while typing. */
export function PickGroups({ label, placeholder, value, onChange, communityId }: PickGroupsProps): ReactNode {
  const [q, setQ] = useState("");
  const settled = useDebounced(q, 200);
  const found = useApi("GET /groups", { limit: 20, q: settled || undefined, communityId });
  const named = useGroupNames(value);
  const options = new Map([...named, ...(found.data?.items ?? []).map((group) => [group.id, group.name] as const)]);
  return (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={placeholder}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      value={[...value]}
      options={[...options].map(([id, name]) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}

/** Names of groups that are chosen already: the first 200 groups of the list hold nearly all of them. */
function useGroupNames(ids: readonly string[]): Map<string, string> {
  const list = useApi("GET /groups", { limit: 200 }, { when: ids.length > 0 });
  const chosen = new Set(ids);
  return new Map(
    (list.data?.items ?? []).filter((group) => chosen.has(group.id)).map((group) => [group.id, group.name]),
  );
}

export interface PickGroupProps {
  readonly label: string;
  readonly communityId?: string | undefined;
  readonly value: string | undefined;
  readonly onChange: (groupId: string | undefined) => void;
}

/** Chooses one group, or none. */
export function PickGroup({ label, communityId, value, onChange }: PickGroupProps): ReactNode {
  const [q, setQ] = useState("");
  const settled = useDebounced(q, 200);
  const found = useApi("GET /groups", { limit: 20, q: settled || undefined, communityId });
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      value={value ?? null}
      options={(found.data?.items ?? []).map((group) => ({ value: group.id as string, label: group.name }))}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
