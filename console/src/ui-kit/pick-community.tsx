import { Select } from "antd";
import type { SelectProps } from "antd";
import type { ReactNode } from "react";
import { useApi } from "../app/use-api.ts";

/** Chooses one community, or several with mode="multiple". */
export function PickCommunity<Value extends string | string[] | null>(props: SelectProps<Value>): ReactNode {
  const list = useApi("GET /communities", {});
  const options = (list.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  return (
    <Select<Value> showSearch={{ optionFilterProp: "label" }} loading={list.isPending} options={options} {...props} />
  );
}
