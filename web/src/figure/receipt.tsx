import { CopyButton } from '@mantine/core';
import { type Answer, commandOf } from '../api/answer';
import type { Parameters } from '../api/client';
import { useLanguage } from '../language/language';

/** Where an answer comes from, and the command that reprints it. Stands under every figure. */
export function ReceiptLine({ answer, analysis, given }: { answer: Answer; analysis: string; given: Parameters }) {
  const { t } = useLanguage();
  const { receipt } = answer;
  const command = commandOf(analysis, given);
  return (
    <div className="receipt">
      <div className="receipt-command">
        <code aria-label={t('figure.command')}>{command}</code>
        <CopyButton value={command}>
          {({ copied, copy }) => (
            <button type="button" className="link-button" onClick={copy}>
              {copied ? t('figure.copied') : t('figure.copy')}
            </button>
          )}
        </CopyButton>
      </div>
      <details>
        <summary>{t('figure.receipt')}</summary>
        <dl>
          <dt>{t('figure.snapshot')}</dt>
          <dd>
            <code>{receipt.snapshot}</code>
          </dd>
          <dt>{t('figure.program')}</dt>
          <dd>
            Tenon {receipt.program_version}, {receipt.analysis} {receipt.analysis_version}
          </dd>
          <dt>{t('figure.parameters')}</dt>
          <dd>
            <code>
              {Object.entries(receipt.parameters)
                .filter(([, value]) => value !== null && value !== '')
                .map(([name, value]) => `${name}=${String(value)}`)
                .join('  ')}
            </code>
          </dd>
          <TextList name={t('figure.sources')} lines={receipt.sources.map((source) => (typeof source === 'string' ? source : Object.values(source as object).join(' · ')))} />
          <TextList name={t('figure.warnings')} lines={receipt.warnings} />
          <TextList name={t('figure.conventions')} lines={receipt.conventions} />
        </dl>
      </details>
    </div>
  );
}

function TextList({ name, lines }: { name: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </dd>
    </>
  );
}
