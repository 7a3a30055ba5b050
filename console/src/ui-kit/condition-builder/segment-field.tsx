import { Select } from "antd";
import type { ReactNode } from "react";
import type { SegmentId } from "../../../../contract/ids.ts";
import type { Condition } from "../../../../contract/segments.ts";
import { useMessages } from "../../app/language.tsx";
import { useApi } from "../../app/use-api.ts";
import type { NodeProps } from "./group-field.tsx";
import { LineActs } from "./line-acts.tsx";

/** "In the segment …". */
export function SegmentField({
  shared,
  node,
  refused,
  isExcepted,
  change,
}: NodeProps<Extract<Condition, { kind: "segment" }>>): ReactNode {
  const t = useMessages().segments;
  const query = useApi("GET /segments", { subject: shared.subject });
  const items = (query.data?.items ?? []).filter((one) => one.id !== shared.of);
  const isThere = items.some((one) => one.id === node.segmentId);
  const name = items.find((one) => one.id === node.segmentId)?.name ?? t.say.goneName;
  return (
    <span className="cond-phrase" data-refused={refused === "" || (query.data && !isThere) || undefined}>
      <span className="cond-name">{t.builder.savedSegment}</span>
      <Select<SegmentId>
        variant="underlined"
        popupMatchSelectWidth={false}
        aria-label={t.builder.savedSegment}
        showSearch={{ optionFilterProp: "label" }}
        loading={query.isPending}
        value={node.segmentId}
        labelRender={() => name}
        options={items.map((one) => ({ value: one.id, label: one.name }))}
        onChange={(segmentId) => change({ kind: "segment", segmentId })}
      />
      <LineActs
        name={name}
        negate={isExcepted ? undefined : () => change({ kind: "not", of: node })}
        remove={() => change(undefined)}
      />
    </span>
  );
}
