import { expect, it } from 'vitest';
import type { Answer } from '../api/answer';
import { readTrace } from './trace';

it('draws a thing once however many paths pass it, and links only what follows on a path', () => {
  const columns = ['path', 'step', 'kind', 'id', 'link'].map((name) => ({ name, type: 'text', unit: '' }));
  const rows = [
    [2, 1, 'project', 'P2', null], [2, 2, 'patent', 'X', 'stated'], [2, 3, 'product', 'D', 'stated'],
    [1, 1, 'project', 'P1', null], [1, 2, 'patent', 'X', 'stated'], [1, 3, 'product', 'D', 'stated'],
  ];
  const trace = readTrace({ receipt: {} as Answer['receipt'], tables: [{ name: 'steps', columns, rows }] });
  expect(trace.nodes.map((node) => node.step.id)).toEqual(['P1', 'X', 'D', 'P2']);
  expect(trace.edges.map((edge) => `${edge.from}>${edge.to}`)).toEqual(['project P1>patent X', 'patent X>product D', 'project P2>patent X']);
});
