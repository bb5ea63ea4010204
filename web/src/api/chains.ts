import { useMemo } from 'react';
import { useLanguage } from '../language/language';
import { type Row, rowsOf } from './answer';
import { useAnswer } from './question';

interface ChainRow extends Row {
  chain: string;
  title: string;
  title_zh: string;
}

/** The chains that ship, by the names they go by. */
export function useChains() {
  const { language } = useLanguage();
  const { data } = useAnswer('chains');
  return useMemo(() => (data ? rowsOf<ChainRow>(data, 'chains').map((row) => ({ value: row.chain, label: (language === 'zh' && row.title_zh) || row.title })) : []), [data, language]);
}
