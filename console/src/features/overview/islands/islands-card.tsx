import { Segmented } from "antd";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useMessages } from "../../../app/language.tsx";
import { useFormat } from "../../../app/session.tsx";
import { useApi } from "../../../app/use-api.ts";
import { Card } from "../../../ui-kit/card.tsx";
import { EmptyHint } from "../../../ui-kit/empty-hint.tsx";
import { ProblemBox } from "../../../ui-kit/problem-box.tsx";
import { SkeletonRows } from "../../../ui-kit/skeleton-rows.tsx";
import type { GroupFigures } from "./draw-island.ts";
import { IslandMap } from "./island-map.tsx";
import { IslandTable } from "./island-table.tsx";
import { LightMark } from "./light-mark.tsx";
import { lights } from "./lights.ts";
import type { Light } from "./lights.ts";
import "./islands.css";

/** The archipelago as a map or a table, narrowed by light. */
export function IslandsCard({ communityId }: { communityId: string | undefined }): ReactNode {
  const t = useMessages().overview.map;
  const query = useApi("GET /figures/groups", { communityId }, { everyMs: 60_000 });
  return (
    <Card title={t.title} note={t.note} className="islands-card">
      {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows count={8} />}
      {query.data?.items.length === 0 && <EmptyHint title={t.empty} body={t.emptyBody} />}
      {query.data && query.data.items.length > 0 && <Islands groups={query.data.items} />}
    </Card>
  );
}

function Islands({ groups }: { groups: readonly GroupFigures[] }): ReactNode {
  const t = useMessages().overview.map;
  const [view, setView] = useState<"map" | "table">("map");
  const [only, setOnly] = useState<Light>();
  const shown = useMemo(() => groups.filter((group) => !only || group.light === only), [groups, only]);
  return (
    <>
      <div className="islands-bar">
        <LightFilter groups={groups} only={only} setOnly={setOnly} />
        <Segmented
          size="small"
          aria-label={t.view}
          value={view}
          options={[
            { value: "map", label: t.asMap },
            { value: "table", label: t.asTable },
          ]}
          onChange={setView}
        />
      </div>
      {shown.length === 0 && <EmptyHint title={t.emptyFiltered} />}
      {shown.length > 0 && (view === "map" ? <IslandMap groups={shown} /> : <IslandTable groups={shown} />)}
    </>
  );
}

interface LightFilterProps {
  readonly groups: readonly GroupFigures[];
  readonly only: Light | undefined;
  readonly setOnly: (only: Light | undefined) => void;
}

/** The legend is the filter: a press shows one light alone, another press all of them. */
function LightFilter({ groups, only, setOnly }: LightFilterProps): ReactNode {
  const t = useMessages().overview.map;
  const format = useFormat();
  return (
    <div className="light-filter" role="group" aria-label={t.filter}>
      {lights.map((light) => (
        <button
          key={light}
          type="button"
          aria-pressed={only === light}
          onClick={() => setOnly(only === light ? undefined : light)}
        >
          <LightMark light={light} />
          {format.number(groups.filter((group) => group.light === light).length)}
        </button>
      ))}
    </div>
  );
}
