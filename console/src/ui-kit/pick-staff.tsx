import { Select } from "antd";
import type { SelectProps } from "antd";
import type { ReactNode } from "react";
import { useSession } from "../app/session.tsx";
import { useApi } from "../app/use-api.ts";

/** Chooses a colleague by name; those who may no longer sign in are not offered. */
export function PickStaff(props: SelectProps<string | null>): ReactNode {
  const { can } = useSession();
  const staff = useApi("GET /staff", {}, { when: can("staff.read") });
  const options = (staff.data?.items ?? [])
    .filter((one) => !one.disabled || one.id === props.value)
    .map((one) => ({ value: one.id, label: one.name }));
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      loading={staff.isPending}
      options={options}
      {...props}
    />
  );
}
