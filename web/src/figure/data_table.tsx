import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AnswerTable, Cell } from '../api/answer';
import { useLanguage } from '../language/language';
import { plain } from './number';

const ROW_HEIGHT = 34;

interface DataTableProps {
  table: AnswerTable;
  height?: number;
  caption: string;
  /** Called when the last row comes into view. */
  onEnd?: () => void;
}

/** A table of an answer: sorted by a click on a head, only what is in view is drawn. Missing cells say "no data". */
export function DataTable({ table, height = 420, caption, onEnd }: DataTableProps) {
  const { t, language } = useLanguage();
  const [order, setOrder] = useState<{ column: number; down: boolean }>();
  const rows = useMemo(() => {
    if (!order) return table.rows;
    const sign = order.down ? -1 : 1;
    // Missing last, whichever way.
    return [...table.rows].sort((a, b) => {
      const [x, y] = [a[order.column] ?? null, b[order.column] ?? null];
      if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
      return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), language));
    });
  }, [table, order, language]);
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => ROW_HEIGHT, overscan: 12 });
  const shown = virtual.getVirtualItems();
  const atEnd = rows.length > 0 && shown.at(-1)?.index === rows.length - 1;
  useEffect(() => {
    if (atEnd) onEnd?.();
  }, [atEnd, rows.length]); // eslint-disable-line react-hooks/exhaustive-deps
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const numeric = table.columns.map((column) => column.type === 'real' || column.type === 'integer');

  return (
    <div className="table-frame" ref={frame} style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={caption}>
      <table className="data-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {table.columns.map((column, i) => (
              <th key={column.name} scope="col" data-number={numeric[i] || undefined} aria-sort={order?.column === i ? (order.down ? 'descending' : 'ascending') : 'none'}>
                <button type="button" onClick={() => setOrder({ column: i, down: order?.column === i ? !order.down : numeric[i]! })}>
                  {column.name.replaceAll('_', ' ')}
                  {column.unit && column.unit !== '1' && <small> {column.unit}</small>}
                  <span aria-hidden="true">{order?.column === i ? (order.down ? ' ↓' : ' ↑') : ''}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {shown.map((item) => (
            <tr key={item.key} aria-rowindex={item.index + 2} style={{ height: ROW_HEIGHT }}>
              {rows[item.index]!.map((cell, i) => (
                <td key={i} data-number={numeric[i] || undefined} data-missing={cell === null || undefined} title={typeof cell === 'string' && cell.length > 40 ? cell : undefined}>
                  {shownCell(cell, t('state.noData'))}
                </td>
              ))}
            </tr>
          ))}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );

  function shownCell(cell: Cell, missing: string) {
    return cell === null ? missing : plain(cell, language);
  }
}
