import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type Answer, type Row, rowsOf } from '../api/answer';
import { useAnswer } from '../api/question';
import { Asking } from '../figure/asking';
import { DataTable } from '../figure/data_table';
import { useLanguage } from '../language/language';
import type { DataSearch } from '../shell/router';
import './data.css';
import { Rows } from './rows';

const VIEWS = ['tables', 'sources', 'rejects', 'snapshots'] as const;

/** What is loaded, under which licence, what was refused and why; and the rows themselves. */
export function DataPage() {
  const { t } = useLanguage();
  const search = useSearch({ from: '/data' });
  const navigate = useNavigate({ from: '/data' });
  const set = (change: Partial<DataSearch>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const view = VIEWS.includes(search.view as never) ? search.view! : 'tables';
  return (
    <div className="page">
      <h1>{t('data.title')}</h1>
      <p className="lead">{t('data.lead')}</p>
      <Tabs value={view} onChange={(next) => set({ view: next ?? undefined })} keepMounted={false}>
        <Tabs.List>
          {VIEWS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`data.view.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="tables" pt="md">
          <Tables table={search.table} onTable={(table) => set({ table })} />
        </Tabs.Panel>
        {(['sources', 'rejects', 'snapshots'] as const).map((each) => (
          <Tabs.Panel key={each} value={each} pt="md">
            <Listing path={each} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}

function Listing({ path }: { path: string }) {
  const { t } = useLanguage();
  return <Asking query={useAnswer(path)}>{(answer: Answer) => <DataTable table={answer.tables[0]!} height={620} caption={t(`data.view.${path}`)} />}</Asking>;
}

function Tables({ table, onTable }: { table: string | undefined; onTable: (table: string | undefined) => void }) {
  const { t } = useLanguage();
  const query = useAnswer('tables');
  return (
    <Asking query={query}>
      {(answer) => {
        const rows = rowsOf<{ table: string; rows: number; meaning: string } & Row>(answer, 'tables');
        const filled = rows.filter((row) => row.rows > 0);
        return (
          <>
            <ul className="data-tables">
              {filled.map((row) => (
                <li key={row.table}>
                  <button type="button" aria-pressed={row.table === table} onClick={() => onTable(row.table === table ? undefined : row.table)}>
                    <strong>{row.table}</strong> <span className="number">{row.rows.toLocaleString()}</span>
                    <small>{row.meaning}</small>
                  </button>
                </li>
              ))}
            </ul>
            <p className="soft">{t('data.emptyTables', { names: rows.filter((row) => row.rows === 0).map((row) => row.table).join(', ') })}</p>
            {table && <Rows key={table} table={table} />}
          </>
        );
      }}
    </Asking>
  );
}
