/** Where each segment of a chain stands on the map: inputs left of what they go into. */

export interface Link {
  from: string;
  to: string;
  kind: string;
}

export interface Place {
  id: string;
  x: number;
  y: number;
  layer: number;
}

export interface Layout {
  places: Map<string, Place>;
  layers: { index: number; x: number; width: number; members: string[] }[];
  width: number;
  height: number;
}

export const BOX = { width: 168, height: 56 };
const GAP = { x: 18, y: 10, layer: 46, head: 34 };

/** Longest way from a raw input, counted in links. Segments on a cycle keep the layer they have when it closes. */
export function layersOf(ids: string[], links: Link[]): Map<string, number> {
  const outgoing = new Map<string, string[]>(ids.map((id) => [id, []]));
  const waiting = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const { from, to } of links) {
    if (!outgoing.has(from) || !waiting.has(to)) continue;
    outgoing.get(from)!.push(to);
    waiting.set(to, waiting.get(to)! + 1);
  }
  const layer = new Map<string, number>(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => waiting.get(id) === 0);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const next of outgoing.get(id)!) {
      layer.set(next, Math.max(layer.get(next)!, layer.get(id)! + 1));
      waiting.set(next, waiting.get(next)! - 1);
      if (waiting.get(next) === 0) ready.push(next);
    }
  }
  return layer;
}

/**
 * Layers from left to right; a layer longer than `rows` is folded into columns side by side, so that a wide chain fills a
 * wide screen. Within a layer segments stand near their neighbours (barycentres, eight sweeps): few crossings, not the least.
 */
export function layOut(ids: string[], links: Link[], rows: number): Layout {
  const layerOf = layersOf(ids, links);
  const layers: string[][] = [];
  for (const id of ids) (layers[layerOf.get(id)!] ??= []).push(id);
  order(layers, links);

  const places = new Map<string, Place>();
  const bands: Layout['layers'] = [];
  let x = 0;
  let height = 0;
  layers.forEach((members, index) => {
    const columns = Math.ceil(members.length / rows);
    const perColumn = Math.ceil(members.length / columns);
    members.forEach((id, i) => {
      const column = Math.floor(i / perColumn);
      const inColumn = Math.min(perColumn, members.length - column * perColumn);
      // A short column is centred against the tallest the map may have.
      const top = GAP.head + ((Math.min(rows, tallest(layers, rows)) - inColumn) / 2) * (BOX.height + GAP.y);
      const place = { id, layer: index, x: x + column * (BOX.width + GAP.x), y: top + (i % perColumn) * (BOX.height + GAP.y) };
      places.set(id, place);
      height = Math.max(height, place.y + BOX.height);
    });
    const width = columns * BOX.width + (columns - 1) * GAP.x;
    bands.push({ index, x, width, members });
    x += width + GAP.layer;
  });
  return { places, layers: bands, width: Math.max(x - GAP.layer, 0), height };
}

function tallest(layers: string[][], rows: number): number {
  return Math.max(...layers.map((members) => Math.ceil(members.length / Math.ceil(members.length / rows))));
}

function order(layers: string[][], links: Link[]) {
  const near = new Map<string, string[]>();
  for (const { from, to } of links) {
    (near.get(from) ?? near.set(from, []).get(from)!).push(to);
    (near.get(to) ?? near.set(to, []).get(to)!).push(from);
  }
  const height = new Map<string, number>();
  const settle = (members: string[]) => members.forEach((id, i) => height.set(id, (i + 0.5) / members.length));
  layers.forEach(settle);
  for (let sweep = 0; sweep < 8; ++sweep) {
    const walk = sweep % 2 === 0 ? layers : [...layers].reverse();
    for (const members of walk) {
      const wish = new Map(members.map((id) => {
        const around = near.get(id) ?? [];
        return [id, around.length ? around.reduce((sum, other) => sum + (height.get(other) ?? 0.5), 0) / around.length : height.get(id)!];
      }));
      members.sort((a, b) => wish.get(a)! - wish.get(b)!);
      settle(members);
    }
  }
}

/** All segments that lead to this one, and all it leads to. */
export function pathsThrough(id: string, links: Link[]): Set<string> {
  const reached = new Set<string>([id]);
  for (const [near, far] of [['to', 'from'], ['from', 'to']] as const) {
    const open = [id];
    const seen = new Set(open);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const link of links) {
        if (link[near] === at && !seen.has(link[far])) {
          seen.add(link[far]);
          reached.add(link[far]);
          open.push(link[far]);
        }
      }
    }
  }
  return reached;
}
