import { Link } from '@tanstack/react-router';
import { useLanguage } from '../language/language';

export function NowherePage() {
  const { t } = useLanguage();
  return (
    <div className="page">
      <div className="notice" role="alert">
        <strong>{t('state.nowhere')}</strong>
        <p>
          <Link to="/">{t('nav.home')}</Link>
        </p>
      </div>
    </div>
  );
}
