import * as Plot from '@observablehq/plot';
import { useMemo } from 'react';
import { type Answer, type Row, rowsOf } from '../api/answer';
import { PlotChart } from '../figure/plot';
import { useLanguage } from '../language/language';

interface Near extends Row {
  product: string;
  name: string;
  present: boolean;
  density: number | null;
  pci: number | null;
}

/** Near what is made here (right) and complex (up): the corner worth looking at is the upper right. */
export function Quadrants({ answer }: { answer: Answer }) {
  const { t } = useLanguage();
  const rows = useMemo(() => rowsOf<Near>(answer, 'products').filter((row) => row.density !== null && row.pci !== null), [answer]);
  const options = useMemo(() => {
    const middle = median(rows.map((row) => row.density!));
    // Named on the picture: what is not here yet, near and complex; the best six.
    const worth = rows.filter((row) => !row.present && row.density! >= middle && row.pci! > 0).sort((a, b) => b.density! * b.pci! - a.density! * a.pci!).slice(0, 6);
    return (width: number): Plot.PlotOptions => ({
      height: Math.min(520, Math.max(320, width * 0.5)),
      marginLeft: 46,
      marginBottom: 40,
      x: { label: `${t('region.near')} →`, nice: true },
      y: { label: `↑ ${t('region.complex')}`, nice: true },
      symbol: { domain: [true, false], range: ['square', 'circle'] },
      marks: [
        Plot.ruleX([middle], { stroke: 'var(--line)' }),
        Plot.ruleY([0], { stroke: 'var(--line)' }),
        Plot.dot(rows, { x: 'density', y: 'pci', symbol: 'present', r: 5, fill: (row: Near) => (row.present ? 'var(--strong)' : 'var(--card)'), stroke: (row: Near) => (row.present ? 'var(--strong)' : 'var(--weak)'), strokeWidth: 2 }),
        Plot.text(worth, { x: 'density', y: 'pci', text: (row: Near) => (width > 700 ? row.name.slice(0, 28) : row.product), dx: 9, textAnchor: 'start', fill: 'var(--ink)', stroke: 'var(--card)', strokeWidth: 4, fontSize: 12 }),
        Plot.tip(rows, Plot.pointer({ x: 'density', y: 'pci', title: (row: Near) => `${row.name} (${row.product})\n${t('region.near')} ${row.density!.toFixed(2)}, ${t('region.complex')} ${row.pci!.toFixed(2)}\n${t(row.present ? 'region.present' : 'region.absent')}` })),
      ],
    });
  }, [rows, t]);
  return (
    <>
      <div className="legend">
        <span className="legend-key">
          <i className="key-square" /> {t('region.present')}
        </span>
        <span className="legend-key">
          <i className="key-ring" /> {t('region.absent')}
        </span>
      </div>
      <PlotChart options={options} label={t('region.quadrants')} />
    </>
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
