import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en';
import { zh } from './zh';

export type Language = 'en' | 'zh';

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('tenon-lang') ?? navigator.language;
  return asked.startsWith('zh') ? 'zh' : 'en';
}

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, zh: { translation: zh } },
  lng: firstLanguage(),
  fallbackLng: 'en',
  interpolation: { escapeValue: false },
});
i18next.on('languageChanged', (language) => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  localStorage.setItem('tenon-lang', language);
});
document.documentElement.lang = i18next.language === 'zh' ? 'zh-CN' : 'en';

export function setLanguage(language: Language) {
  void i18next.changeLanguage(language);
}

/** The language shown, its texts, and the choice between an English and a Chinese field of a row. */
export function useLanguage() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'zh' ? 'zh' : 'en';
  /** The name of a row in the language shown: `name_zh` where there is one. */
  const named = (row: { name?: unknown; name_zh?: unknown }): string =>
    String((language === 'zh' && row.name_zh) || row.name || '');
  return { t, language, named };
}
