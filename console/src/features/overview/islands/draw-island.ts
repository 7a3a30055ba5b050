import type { Item } from "../../../app/api-routes.ts";
import type { IslandBox } from "./lay-out-islands.ts";

export type GroupFigures = Item<"GET /figures/groups">;

/** An island before it has a place: how large, where its name goes, how many waves. */
export interface Island {
  readonly group: GroupFigures;
  readonly radius: number;
  readonly label: string;
  readonly labelPlace: "inside" | "beside" | "none";
  readonly waves: number;
  readonly box: IslandBox;
}

const smallest = 9;
const waveStep = 5;
/** Above this many groups, names of small healthy islands are left out: the rest stays readable. */
const crowd = 80;
/** On a phone islands and names are smaller. */
const narrowSea = 480;

/** Sizes all islands against the largest group, for a sea of so many px. */
export function drawIslands(groups: readonly GroupFigures[], seaWidth: number): Island[] {
  const most = Math.max(1, ...groups.map((group) => group.memberCount));
  const isNarrow = seaWidth < narrowSea;
  const largest = Math.min(largestRadius(groups.length), isNarrow ? 32 : 48);
  return groups.map((group) => {
    const radius = Math.max(smallest, largest * Math.sqrt(group.memberCount / most));
    const isCrowded = groups.length > crowd && group.light === "healthy";
    return drawIsland(group, radius, { isCrowded, labelRoom: isNarrow ? 64 : wideLabelRoom(groups.length) });
  });
}

/** The fewer islands, the longer their names may be. */
function wideLabelRoom(count: number): number {
  if (count <= 24) return 160;
  return count <= crowd ? 110 : 84;
}

function largestRadius(count: number): number {
  if (count <= 24) return 48;
  if (count <= 120) return 40;
  return count <= 500 ? 28 : 20;
}

interface LabelRules {
  readonly isCrowded: boolean;
  /** How wide a name beside an island may be. */
  readonly labelRoom: number;
}

function drawIsland(group: GroupFigures, radius: number, { isCrowded, labelRoom }: LabelRules): Island {
  const waves = countWaves(group.messagesToday);
  const insideWidth = radius * 1.7;
  const isInside = radius >= 20 && textWidth(group.name) <= insideWidth;
  const besideLabel = cutName(group.name, labelRoom);
  const land = { width: radius * 2, height: radius * 2 + (waves > 0 ? 6 + waves * waveStep : 0) };
  const base = { group, radius, waves };
  const box = (width: number, height: number): IslandBox => ({
    id: group.groupId,
    cluster: group.communityName,
    width,
    height,
  });
  if (isInside)
    return {
      ...base,
      label: group.name,
      labelPlace: "inside",
      box: box(land.width, land.height),
    };
  if (isCrowded) return { ...base, label: "", labelPlace: "none", box: box(land.width, land.height) };
  return {
    ...base,
    label: besideLabel,
    labelPlace: "beside",
    box: box(land.width + 4 + textWidth(besideLabel), Math.max(land.height, 18)),
  };
}

/** No talk, a little, some, much: by tens, so that a lively group does not flatten all others. */
export function countWaves(messagesToday: number): number {
  if (messagesToday <= 0) return 0;
  return Math.min(3, 1 + Math.floor(Math.log10(messagesToday)));
}

/** Chinese fonts draw the ellipsis as wide as a character. */
const isWide = (char: string): boolean => char === "…" || (char.codePointAt(0) ?? 0) > 0x2e7f;

/** Width of a text of 12 px, near enough to keep names apart. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, char) => sum + (isWide(char) ? 12 : 7), 0);
}

/** The name as far as it goes into so many px, with an ellipsis where it was cut. */
export function cutName(name: string, room: number): string {
  if (textWidth(name) <= room) return name;
  let cut = "";
  for (const char of name) {
    if (textWidth(`${cut}${char}…`) > room) break;
    cut += char;
  }
  return `${cut}…`;
}

/** The coast of an island as an SVG path round (0, 0): the same group always has the same coast. */
export function drawCoast(id: string, radius: number): string {
  const corners = 8;
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = (i / corners) * Math.PI * 2;
    const reach = radius * (0.86 + 0.16 * roughness(id, i));
    return { x: Math.cos(angle) * reach, y: Math.sin(angle) * reach };
  });
  const at = (i: number) => points[(i + corners) % corners] ?? { x: 0, y: 0 };
  const curves = points.map((_, i) => {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    // Catmull-Rom through the points, written as Bézier curves.
    const first = `${round(from.x + (to.x - before.x) / 6)} ${round(from.y + (to.y - before.y) / 6)}`;
    const second = `${round(to.x - (after.x - from.x) / 6)} ${round(to.y - (after.y - from.y) / 6)}`;
    return `C${first} ${second} ${round(to.x)} ${round(to.y)}`;
  });
  return `M${round(at(0).x)} ${round(at(0).y)}${curves.join("")}Z`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** A number from 0 to 1 that depends on the id and the corner alone (FNV-1a, then stirred: neighbouring ids share its upper bits). */
function roughness(id: string, corner: number): number {
  let hash = 0x811c9dc5 ^ corner;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash >>> 8) & 0xffff) / 0xffff;
}
