import { Menu } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { type Answer, type AnswerTable, tableOf } from '../api/answer';
import type { Parameters } from '../api/client';
import { useLanguage } from '../language/language';
import { DataTable } from './data_table';
import { saveCsv, savePng, saveSvg } from './download';
import { ReceiptLine } from './receipt';

interface FigureProps {
  /** A sentence: what the picture says. */
  title: ReactNode;
  /** For screen readers and file names. */
  name: string;
  answer: Answer;
  analysis: string;
  given: Parameters;
  /** The table the picture is drawn from: of the answer by name, or rows picked from it. */
  table: string | AnswerTable;
  note?: ReactNode;
  children: ReactNode;
}

/** A picture with its numbers, its downloads and its receipt: one frame for every chart. */
export function Figure({ title, name, answer, analysis, given, table, note, children }: FigureProps) {
  const { t } = useLanguage();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const chart = useRef<HTMLDivElement>(null);
  const rows = typeof table === 'string' ? tableOf(answer, table) : table;
  const picture = (use: (svg: SVGSVGElement, file: string) => void) => {
    const svg = chart.current?.querySelector('svg');
    if (svg) use(svg, name);
  };
  return (
    <figure className="figure">
      <figcaption className="figure-head">
        <div className="figure-title">{title}</div>
        <div className="figure-tools">
          <div className="tabs" role="tablist" aria-label={name}>
            {(['chart', 'table'] as const).map((each) => (
              <button key={each} type="button" role="tab" aria-selected={view === each} onClick={() => setView(each)}>
                {t(`figure.${each}`)}
              </button>
            ))}
          </div>
          <Menu position="bottom-end" withinPortal={false}>
            <Menu.Target>
              <button type="button" className="link-button">
                {t('figure.download')}
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => saveCsv(rows, name)}>CSV</Menu.Item>
              {view === 'chart' && <Menu.Item onClick={() => picture((svg, file) => void savePng(svg, file))}>PNG</Menu.Item>}
              {view === 'chart' && <Menu.Item onClick={() => picture(saveSvg)}>SVG</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        </div>
      </figcaption>
      {view === 'chart' ? <div ref={chart}>{children}</div> : <DataTable table={rows} caption={name} />}
      {note && <p className="figure-note">{note}</p>}
      <ReceiptLine answer={answer} analysis={analysis} given={given} />
    </figure>
  );
}
