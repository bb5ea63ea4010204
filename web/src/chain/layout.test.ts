import { describe, expect, it } from 'vitest';
import { BOX, layersOf, layOut, pathsThrough } from './layout';

const link = (from: string, to: string) => ({ from, to, kind: 'input' });

describe('layersOf', () => {
  it('counts the longest way from a raw input', () => {
    const layers = layersOf(['ore', 'metal', 'cell', 'car'], [link('ore', 'metal'), link('metal', 'cell'), link('cell', 'car'), link('ore', 'car')]);
    expect(Object.fromEntries(layers)).toEqual({ ore: 0, metal: 1, cell: 2, car: 3 });
  });
  it('ends on a cycle and on links to nowhere', () => {
    const layers = layersOf(['a', 'b', 'c'], [link('a', 'b'), link('b', 'c'), link('c', 'b'), link('a', 'gone')]);
    expect(layers.get('a')).toBe(0);
    expect(layers.size).toBe(3);
  });
});

describe('layOut', () => {
  const ids = Array.from({ length: 40 }, (_, i) => `s${i}`);
  const links = ids.slice(1).map((id, i) => link(`s${Math.floor(i / 3)}`, id));
  const layout = layOut(ids, links, 7);
  it('puts every segment once, and none upon another', () => {
    expect(layout.places.size).toBe(40);
    const places = [...layout.places.values()];
    for (const a of places)
      for (const b of places)
        if (a !== b) expect(Math.abs(a.x - b.x) >= BOX.width || Math.abs(a.y - b.y) >= BOX.height).toBe(true);
  });
  it('draws inputs left of what they go into', () => {
    for (const { from, to } of links) expect(layout.places.get(from)!.x).toBeLessThan(layout.places.get(to)!.x);
  });
  it('folds long layers', () => {
    for (const { members } of layout.layers) {
      const ys = new Set(members.map((id) => layout.places.get(id)!.y));
      expect(ys.size).toBeLessThanOrEqual(14);
    }
    expect(layout.height).toBeLessThan(8 * 70 + 40);
  });
});

describe('pathsThrough', () => {
  it('finds what leads here and what this leads to, and nothing beside', () => {
    const links = [link('a', 'b'), link('b', 'c'), link('x', 'c'), link('c', 'd')];
    expect([...pathsThrough('b', links)].sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});
