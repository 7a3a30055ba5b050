/** What an island needs on the sea: its box holds land, waves and name. Sizes in px. */
export interface IslandBox {
  readonly id: string;
  /** Islands of one community lie together. */
  readonly cluster: string;
  readonly width: number;
  readonly height: number;
}

export interface PlacedBox {
  readonly id: string;
  /** Centre of the box. */
  readonly x: number;
  readonly y: number;
}

export interface Sea {
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  /** Where a cluster's name stands: the middle of its upper edge. */
  readonly clusters: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

const gap = 8;
const titleHeight = 24;
const goldenAngle = Math.PI * (3 - Math.sqrt(5));
/** Distance of neighbouring places on the spiral: smaller packs closer and takes longer. */
const stride = 6;
/** From this width on clusters lie down: they are two and a half times as wide as high. */
const wideSea = 700;

interface Rect {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Puts islands on a sea of the given width, as high as it needs to be. The same islands lie at the same places,
 * in whatever order they are given; no two boxes touch; none reaches over the edge.
 */
export function layOutIslands(islands: readonly IslandBox[], width: number): Sea {
  const clusters = [...groupByCluster(islands)]
    .map(([name, members]) => packCluster(name, members, width))
    .toSorted((a, b) => b.width * b.height - a.width * a.height || compare(a.name, b.name));
  return stackInRows(clusters, width);
}

const compare = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

function groupByCluster(islands: readonly IslandBox[]): Map<string, IslandBox[]> {
  const byName = new Map<string, IslandBox[]>();
  for (const island of islands) byName.set(island.cluster, [...(byName.get(island.cluster) ?? []), island]);
  return byName;
}

interface Cluster {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Positions relative to the upper left corner. */
  readonly rects: readonly Rect[];
}

/** The largest in the middle, the others round it along a spiral. */
function packCluster(name: string, islands: readonly IslandBox[], width: number): Cluster {
  const largestFirst = islands.toSorted((a, b) => b.width * b.height - a.width * a.height || compare(a.id, b.id));
  const grid = createGrid();
  let from = 0;
  const rects = largestFirst.map((island) => {
    const { rect, turn } = findPlace(island, { grid, width, from });
    grid.add(rect);
    // Land shrinks along the list, so the innermost part of the spiral is full for all that follow.
    from = Math.floor(turn * 0.3);
    return rect;
  });
  const left = Math.min(...rects.map((rect) => rect.x - rect.width / 2));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width / 2));
  const top = Math.min(...rects.map((rect) => rect.y - rect.height / 2));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height / 2));
  return {
    name,
    width: right - left,
    height: bottom - top,
    rects: rects.map((rect) => ({ ...rect, x: rect.x - left, y: rect.y - top })),
  };
}

function findPlace(island: IslandBox, sea: { grid: Grid; width: number; from: number }): { rect: Rect; turn: number } {
  const reach = (sea.width - island.width) / 2;
  const stretch = sea.width >= wideSea ? 1.6 : 1;
  for (let turn = sea.from; ; turn++) {
    const distance = stride * Math.sqrt(turn);
    const x = Math.cos(turn * goldenAngle) * distance * stretch;
    const y = (Math.sin(turn * goldenAngle) * distance) / stretch;
    const rect = { id: island.id, x, y, width: island.width, height: island.height };
    // An island as wide as the sea has no room to move sideways: it sinks along the middle.
    const inside = reach > 0 ? Math.abs(x) <= reach : true;
    const placed = reach > 0 ? rect : { ...rect, x: 0 };
    if (inside && !sea.grid.touches(placed)) return { rect: placed, turn };
  }
}

interface Grid {
  readonly add: (rect: Rect) => void;
  readonly touches: (rect: Rect) => boolean;
}

/** Boxes by the cells they cover, so that a thousand islands are placed without comparing each with each. */
function createGrid(): Grid {
  const cellSize = 96;
  const cells = new Map<number, Rect[]>();
  const cellsOf = (rect: Rect): number[] => {
    const keys: number[] = [];
    const [halfWidth, halfHeight] = [rect.width / 2 + gap, rect.height / 2 + gap];
    for (let cx = Math.floor((rect.x - halfWidth) / cellSize); cx <= (rect.x + halfWidth) / cellSize; cx++)
      for (let cy = Math.floor((rect.y - halfHeight) / cellSize); cy <= (rect.y + halfHeight) / cellSize; cy++)
        keys.push(cx * 1_000_003 + cy);
    return keys;
  };
  const areClose = (a: Rect, b: Rect): boolean =>
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + gap;
  return {
    add: (rect) => {
      for (const key of cellsOf(rect)) cells.set(key, [...(cells.get(key) ?? []), rect]);
    },
    touches: (rect) => cellsOf(rect).some((key) => cells.get(key)?.some((other) => areClose(rect, other)) ?? false),
  };
}

/** Clusters side by side while there is room, else below; every row stands in the middle. */
function stackInRows(clusters: readonly Cluster[], width: number): Sea {
  const rows: Cluster[][] = [];
  for (const cluster of clusters) {
    const row = rows.at(-1);
    const used = row?.reduce((sum, one) => sum + one.width + gap * 3, 0) ?? Number.POSITIVE_INFINITY;
    if (row && used + cluster.width <= width) row.push(cluster);
    else rows.push([cluster]);
  }
  const boxes: PlacedBox[] = [];
  const names: { name: string; x: number; y: number }[] = [];
  let y = gap;
  for (const row of rows) {
    const free = width - row.reduce((sum, one) => sum + one.width, 0);
    const space = free / (row.length + 1);
    const rowHeight = Math.max(...row.map((one) => one.height));
    let x = space;
    for (const cluster of row) {
      const top = y + titleHeight + (rowHeight - cluster.height) / 2;
      names.push({ name: cluster.name, x: x + cluster.width / 2, y: top - 8 });
      for (const rect of cluster.rects) boxes.push({ id: rect.id, x: x + rect.x, y: top + rect.y });
      x += cluster.width + space;
    }
    y += titleHeight + rowHeight + gap * 2;
  }
  return { height: y, boxes, clusters: names };
}
