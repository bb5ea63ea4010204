import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Answer } from '../api/answer';
import { useLanguage } from '../language/language';

/** An answer while it is asked for, when there is none, and when it came. */
export function Asking({ query, children, empty }: { query: UseQueryResult<Answer>; children: (answer: Answer) => ReactNode; empty?: ReactNode }) {
  const { t } = useLanguage();
  if (query.data) return <>{children(query.data)}</>;
  if (query.isError)
    return (
      <div className="notice" role="alert">
        <strong>{t('state.failed')}</strong>
        <p>{query.error.message}</p>
        {empty}
        <button type="button" className="link-button" onClick={() => void query.refetch()}>
          {t('state.again')}
        </button>
      </div>
    );
  return (
    <p className="asking" role="status">
      {t('state.loading')}
    </p>
  );
}
