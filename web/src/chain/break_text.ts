import type { TFunction } from 'i18next';

/** "stuck_at_paper or does_not_sell" in words. */
export function breakText(kinds: string, t: TFunction): string {
  return kinds
    .split(' or ')
    .map((kind) => t(`break.${kind}`))
    .join(t('break.or'));
}
