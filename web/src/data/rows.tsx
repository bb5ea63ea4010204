import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type AnswerTable, type Row, rowsOf } from '../api/answer';
import { addressOf, ask } from '../api/client';
import { DataTable } from '../figure/data_table';
import { useLanguage } from '../language/language';

const PAGE = 5000;

interface Page extends Row {
  total: number;
  next: string | null;
}

/** The rows of a table: filtered by the server, fetched as far as one scrolls, downloaded whole. */
export function Rows({ table }: { table: string }) {
  const { t, language } = useLanguage();
  const [column, setColumn] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [value] = useDebouncedValue(typed, 400);
  const filter = column && value ? { filter: `${column}:has:${value}` } : {};
  const query = useInfiniteQuery({
    queryKey: ['rows', table, filter],
    queryFn: ({ pageParam, signal }) => ask(`tables/${table}`, { ...filter, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => rowsOf<Page>(last, 'page')[0]?.next ?? undefined,
  });
  const pages = query.data?.pages;
  const whole = useMemo((): AnswerTable | undefined => pages && { ...pages[0]!.tables[0]!, rows: pages.flatMap((page) => page.tables[0]!.rows) }, [pages]);
  const total = pages && rowsOf<Page>(pages[0]!, 'page')[0]?.total;
  return (
    <section className="card">
      <h2>{table}</h2>
      <div className="data-filter">
        <Select label={t('data.column')} clearable value={column} data={whole?.columns.map((each) => each.name) ?? []} onChange={setColumn} />
        <TextInput label={t('data.contains')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} disabled={!column} />
        <p className="data-downloads">
          {t('figure.download')}:{' '}
          {(['csv', 'parquet'] as const).map((format) => (
            <a key={format} href={addressOf(`tables/${table}`, { ...filter, format })} download={`${table}.${format}`}>
              {format.toUpperCase()}
            </a>
          ))}
        </p>
      </div>
      {query.isError && (
        <p className="notice" role="alert">
          {query.error.message}
        </p>
      )}
      {!whole && !query.isError && (
        <p className="asking" role="status">
          {t('state.loading')}
        </p>
      )}
      {whole && (
        <>
          <DataTable table={whole} height={520} caption={table} onEnd={() => query.hasNextPage && !query.isFetching && void query.fetchNextPage()} />
          <p className="soft" aria-live="polite">
            {t('data.shown', { shown: whole.rows.length.toLocaleString(language), total: (total ?? whole.rows.length).toLocaleString(language) })}
          </p>
        </>
      )}
    </section>
  );
}
