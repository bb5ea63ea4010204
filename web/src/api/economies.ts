import { useCallback, useMemo } from 'react';
import { useLanguage } from '../language/language';
import { rowsOf } from './answer';
import { useAnswer } from './question';

interface EconomyRow {
  economy: string;
  name: string;
  name_zh: string;
}

/** All economies by name in the language shown, and the name of a code (the code itself where it is unknown). */
export function useEconomies() {
  const { language } = useLanguage();
  const { data } = useAnswer('economies');
  const rows = useMemo(() => (data ? rowsOf<EconomyRow>(data, 'economies') : []), [data]);
  const names = useMemo(() => new Map(rows.map((row) => [row.economy, language === 'zh' ? row.name_zh : row.name])), [rows, language]);
  const nameOf = useCallback((code: string | null | undefined) => (code ? (names.get(code) ?? code) : ''), [names]);
  const options = useMemo(
    () => rows.map((row) => ({ value: row.economy, label: names.get(row.economy) ?? row.economy })).sort((a, b) => a.label.localeCompare(b.label, language)),
    [rows, names, language],
  );
  return { nameOf, options };
}
