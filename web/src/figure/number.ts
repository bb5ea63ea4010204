import type { Cell } from '../api/answer';
import type { Language } from '../language/language';

/** A share 0 .. 1 as people read it: "98 %", "<1 %"; the empty text where there is no value. */
export function percent(share: Cell | undefined, language: Language, digits = 0): string {
  if (typeof share !== 'number') return '';
  if (share > 0 && share < 0.01 && digits === 0) return '<1 %';
  return `${(share * 100).toLocaleString(language, { maximumFractionDigits: digits, minimumFractionDigits: digits })} %`;
}

/** A number with three significant figures, or as it stands if whole. */
export function plain(value: Cell | undefined, language: Language): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (typeof value === 'string') return value;
  if (Number.isInteger(value)) return Math.abs(value) < 10_000 ? String(value) : value.toLocaleString(language);
  return value.toLocaleString(language, { maximumSignificantDigits: 4 });
}
