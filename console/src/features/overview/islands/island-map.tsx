import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { MouseEvent, ReactNode } from "react";
import { useMessages } from "../../../app/language.tsx";
import { useFormat } from "../../../app/session.tsx";
import { useWidth } from "../../../ui-kit/use-width.ts";
import { drawCoast, drawIslands } from "./draw-island.ts";
import type { GroupFigures, Island } from "./draw-island.ts";
import { layOutIslands } from "./lay-out-islands.ts";
import type { PlacedBox } from "./lay-out-islands.ts";
import { lightLook } from "./lights.ts";

/** With more islands than this, Tab goes past them: the table says the same, row by row. */
const mostTabStops = 60;

/** The archipelago, drawn at the size of its place: every island is a link to its group. */
export function IslandMap({ groups }: { groups: readonly GroupFigures[] }): ReactNode {
  const t = useMessages().overview.map;
  const [box, width] = useWidth<HTMLDivElement>();
  const islands = useMemo(() => drawIslands(groups, width), [groups, width]);
  const sea = useMemo(
    () =>
      width > 0
        ? layOutIslands(
            islands.map((island) => island.box),
            width,
          )
        : undefined,
    [islands, width],
  );
  const places = new Map(sea?.boxes.map((place) => [place.id, place]));
  return (
    <div ref={box} className="sea">
      {sea && (
        <svg width={width} height={sea.height} role="group" aria-label={t.title}>
          {sea.clusters.length > 1 &&
            sea.clusters.map((cluster) => (
              <text key={cluster.name} x={cluster.x} y={cluster.y} className="sea-cluster">
                {cluster.name}
              </text>
            ))}
          {islands.map((island) => {
            const place = places.get(island.group.groupId);
            return (
              place && (
                <IslandLink
                  key={island.group.groupId}
                  island={island}
                  place={place}
                  isTabStop={islands.length <= mostTabStops}
                />
              )
            );
          })}
        </svg>
      )}
    </div>
  );
}

interface IslandLinkProps {
  readonly island: Island;
  readonly place: PlacedBox;
  readonly isTabStop: boolean;
}

function IslandLink({ island, place, isTabStop }: IslandLinkProps): ReactNode {
  const t = useMessages();
  const format = useFormat();
  const navigate = useNavigate();
  const { group, box, radius } = island;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ to: "/groups/$groupId", params: { groupId: group.groupId } });
  };
  const name = t.overview.map.island({
    name: group.name,
    members: format.number(group.memberCount),
    light: t.words.light[group.light],
    today: format.number(group.messagesToday),
  });
  const x = place.x - box.width / 2 + radius;
  const y = place.y - box.height / 2 + radius;
  return (
    <g transform={`translate(${x} ${y})`}>
      <a
        href={`/groups/${group.groupId}`}
        onClick={open}
        aria-label={name}
        tabIndex={isTabStop ? 0 : -1}
        className="island"
      >
        <title>{name}</title>
        <Land island={island} />
      </a>
    </g>
  );
}

function Land({ island }: { island: Island }): ReactNode {
  const format = useFormat();
  const { group, radius, label, labelPlace, waves } = island;
  const look = lightLook[group.light];
  return (
    <>
      <path d={drawCoast(group.groupId, radius)} fill={look.fill} />
      {labelPlace === "inside" && (
        <g fill={look.ink} textAnchor="middle">
          <text y={-2}>{label}</text>
          <text y={14}>{format.number(group.memberCount)}</text>
        </g>
      )}
      {labelPlace === "beside" && (
        <text x={radius + 4} y={4} className="island-beside">
          {label}
        </text>
      )}
      {look.sign && <Sign sign={look.sign} radius={radius} />}
      {Array.from({ length: waves }, (_, i) => (
        <path key={i} d={waveLine(radius, i)} className="island-wave" />
      ))}
    </>
  );
}

function Sign({ sign, radius }: { sign: string; radius: number }): ReactNode {
  const at = radius * 0.68;
  return (
    <g transform={`translate(${at} ${-at})`} className="island-sign">
      <circle r={7} />
      <text y={3.5}>{sign}</text>
    </g>
  );
}

/** A row of swells under the island, each row shorter than the one above. */
function waveLine(radius: number, row: number): string {
  const swells = Math.max(1, Math.round((radius * (1.8 - row * 0.35)) / 14));
  const start = -swells * 7;
  return `M${start} ${radius + 4 + row * 5}${"q3.5 3 7 0t7 0".repeat(swells)}`;
}
