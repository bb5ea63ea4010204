import { useMemo, useState } from 'react';
import { type Answer, type Row, rowsOf } from '../api/answer';
import { useLanguage } from '../language/language';

interface Node extends Row {
  product: string;
  name: string;
  x: number;
  y: number;
  pci: number | null;
  total: number | null;
  present: boolean;
}
interface Edge extends Row {
  from: string;
  to: string;
  proximity: number;
  in_tree: boolean;
}

const WIDTH = 900;
const HEIGHT = 520;

/** What is made in the same places stands near; what is made here is filled. */
export function ProductSpace({ answer }: { answer: Answer }) {
  const { t } = useLanguage();
  const [chosen, choose] = useState<string>();
  const { nodes, edges, place, largest } = useMemo(() => {
    const nodes = rowsOf<Node>(answer, 'nodes');
    const range = (pick: (node: Node) => number) => [Math.min(...nodes.map(pick)), Math.max(...nodes.map(pick))] as const;
    const [x0, x1] = range((node) => node.x);
    const [y0, y1] = range((node) => node.y);
    const place = new Map(nodes.map((node) => [node.product, { x: 30 + ((node.x - x0) / (x1 - x0 || 1)) * (WIDTH - 60), y: 30 + ((node.y - y0) / (y1 - y0 || 1)) * (HEIGHT - 60) }]));
    return { nodes, edges: rowsOf<Edge>(answer, 'edges'), place, largest: Math.max(...nodes.map((node) => node.total ?? 0), 1) };
  }, [answer]);
  const beside = new Set(edges.flatMap((edge) => (edge.from === chosen ? [edge.to] : edge.to === chosen ? [edge.from] : [])));
  const shown = nodes.find((node) => node.product === chosen);
  return (
    <>
      <svg className="space" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={t('region.space')} onClick={(event) => event.target === event.currentTarget && choose(undefined)}>
        {edges.map((edge) => {
          const [a, b] = [place.get(edge.from), place.get(edge.to)];
          return a && b && <line key={`${edge.from} ${edge.to}`} className="space-edge" data-lit={edge.from === chosen || edge.to === chosen || undefined} x1={a.x} y1={a.y} x2={b.x} y2={b.y} strokeWidth={edge.in_tree ? 1.6 : 0.8} />;
        })}
        {nodes.map((node) => {
          const at = place.get(node.product)!;
          const said = `${node.name}, ${t(node.present ? 'region.present' : 'region.absent')}`;
          return (
            <g key={node.product} transform={`translate(${at.x} ${at.y})`} className="space-node" data-here={node.present || undefined} data-lit={node.product === chosen || beside.has(node.product) || undefined} tabIndex={0} role="button" aria-pressed={node.product === chosen} aria-label={said}
              onClick={() => choose(node.product)} onKeyDown={(event) => event.key === 'Enter' && choose(node.product)}>
              <title>{said}</title>
              <circle r={5 + 17 * Math.sqrt((node.total ?? 0) / largest)} />
            </g>
          );
        })}
      </svg>
      <p className="space-said" aria-live="polite">
        {shown ? `${shown.name}: ${[...beside].map((id) => nodes.find((node) => node.product === id)?.name).filter(Boolean).join(' · ')}` : t('region.pick')}
      </p>
    </>
  );
}
