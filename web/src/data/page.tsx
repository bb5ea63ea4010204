import { Select, Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Answer, type Row, rowsOf, tableOf } from '../api/answer';
import { addressOf } from '../api/client';
import { useList } from '../api/question';
import { Asking } from '../figure/asking';
import { DataTable } from '../figure/data_table';
import '../figure/figure.css';
import { useLanguage } from '../language/language';
import type { DataSearch } from '../shell/router';
import './data.css';

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
  return <Asking query={useList(path)}>{(answer: Answer) => <DataTable table={answer.tables[0]!} height={620} caption={t(`data.view.${path}`)} />}</Asking>;
}

function Tables({ table, onTable }: { table: string | undefined; onTable: (table: string | undefined) => void }) {
  const { t } = useLanguage();
  const query = useList('tables');
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
            {table && <Rows table={table} />}
          </>
        );
      }}
    </Asking>
  );
}

/** The rows of a table, page by page as the server hands them out, filtered there. */
function Rows({ table }: { table: string }) {
  const { t } = useLanguage();
  const [column, setColumn] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [value] = useDebouncedValue(typed, 400);
  const filter = column && value ? { [column]: value } : {};
  const query = useList(`tables/${table}/rows`, { ...filter, limit: 1000 });
  return (
    <section className="card">
      <h2>{table}</h2>
      <div className="data-filter">
        <Select label={t('data.column')} clearable value={column} data={query.data ? query.data.tables[0]!.columns.map((each) => each.name) : []} onChange={setColumn} />
        <TextInput label={t('data.equals')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} disabled={!column} />
        <p className="data-downloads">
          {t('figure.download')}:{' '}
          {(['csv', 'parquet', 'json'] as const).map((format) => (
            <a key={format} href={addressOf(`tables/${table}/rows`, { ...filter, format })} download={`${table}.${format}`}>
              {format.toUpperCase()}
            </a>
          ))}
        </p>
      </div>
      <Asking query={query}>
        {(answer) => (
          <>
            <DataTable table={tableOf(answer, answer.tables[0]!.name)} height={520} caption={table} />
            <p className="soft">{t('data.shown', { count: answer.tables[0]!.rows.length })}</p>
          </>
        )}
      </Asking>
    </section>
  );
}
