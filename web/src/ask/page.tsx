import { Button, Select, Switch, TextInput } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { tableOf } from '../api/answer';
import { useChains } from '../api/chains';
import { useEconomies } from '../api/economies';
import { useAnalysis } from '../api/question';
import { Asking } from '../figure/asking';
import { DataTable } from '../figure/data_table';
import { saveCsv } from '../figure/download';
import { ReceiptLine } from '../figure/receipt';
import { useLanguage } from '../language/language';
import './ask.css';
import { exampleOf, type ParameterSpec, type Spec, useSpecs } from './spec';

/** Any question of the program, asked by its own parameters. */
export function AskPage() {
  const { analysis } = useParams({ from: '/ask/$analysis' });
  const specs = useSpecs();
  const { t } = useLanguage();
  const spec = specs.data?.find((each) => each.name === analysis);
  if (!specs.data) return <p className="page asking">{t('state.loading')}</p>;
  if (!spec)
    return (
      <div className="page">
        <p className="notice">{t('ask.unknown', { name: analysis })}</p>
        <Link to="/docs">{t('docs.title')}</Link>
      </div>
    );
  return <Question key={spec.name} spec={spec} />;
}

function Question({ spec }: { spec: Spec }) {
  const { t, language } = useLanguage();
  const search = useSearch({ from: '/ask/$analysis' });
  const navigate = useNavigate({ from: '/ask/$analysis' });
  const known = new Set(spec.parameters.map((parameter) => parameter.name));
  const asked = Object.fromEntries(Object.entries(search).filter(([name, value]) => known.has(name) && value !== undefined)) as Record<string, string>;
  const given = Object.keys(asked).length ? asked : exampleOf(spec);
  const [draft, setDraft] = useState(given);
  useEffect(() => setDraft(given), [JSON.stringify(given)]); // eslint-disable-line react-hooks/exhaustive-deps
  const query = useAnalysis(spec.name, given);
  const [table, setTable] = useState(spec.tables[0]!.name);
  const shown = spec.tables.find((each) => each.name === table) ?? spec.tables[0]!;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ search: (before) => ({ lang: before.lang, ...Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== '')) }) });
  };
  // What the example names comes first; the rest is there for those who look.
  const first = spec.parameters.filter((parameter) => parameter.required || parameter.name in given);
  const rest = spec.parameters.filter((parameter) => !first.includes(parameter));
  const field = (parameter: ParameterSpec) => (
    <Field key={parameter.name} parameter={parameter} value={draft[parameter.name] ?? ''} onChange={(value) => setDraft((before) => ({ ...before, [parameter.name]: value }))} />
  );

  return (
    <div className="page ask">
      <p className="soft">{spec.title[language]}</p>
      <h1>{spec.question[language]}</h1>
      <form onSubmit={submit}>
        <div className="ask-fields">{first.map(field)}</div>
        {rest.length > 0 && (
          <details>
            <summary>{t('ask.more', { count: rest.length })}</summary>
            <div className="ask-fields">{rest.map(field)}</div>
          </details>
        )}
        <Button type="submit">{t('ask.go')}</Button>
      </form>
      <Asking query={query}>
        {(answer) => (
          <section>
            <div className="tabs" role="tablist" aria-label={t('figure.table')}>
              {spec.tables.map((each) => (
                <button key={each.name} type="button" role="tab" aria-selected={each === shown} onClick={() => setTable(each.name)}>
                  {each.name.replaceAll('_', ' ')} <small>{tableOf(answer, each.name).rows.length}</small>
                </button>
              ))}
            </div>
            <p className="soft">{shown.meaning[language]}</p>
            <DataTable table={tableOf(answer, shown.name)} height={560} caption={shown.name} />
            <p>
              <button type="button" className="link-button" onClick={() => saveCsv(tableOf(answer, shown.name), `${spec.name}-${shown.name}`)}>
                {t('figure.download')} CSV
              </button>
            </p>
            <details>
              <summary>{t('ask.columns')}</summary>
              <dl className="ask-columns">
                {shown.columns.map((column) => (
                  <div key={column.name}>
                    <dt>
                      <code>{column.name}</code> <small className="soft">{column.unit}</small>
                    </dt>
                    <dd>{column.meaning[language]}</dd>
                  </div>
                ))}
              </dl>
            </details>
            <ReceiptLine answer={answer} analysis={spec.name} given={given} />
          </section>
        )}
      </Asking>
      {spec.references.length > 0 && (
        <section className="soft">
          <h2>{t('ask.references')}</h2>
          <ul>
            {spec.references.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Field({ parameter, value, onChange }: { parameter: ParameterSpec; value: string; onChange: (value: string) => void }) {
  const { language } = useLanguage();
  const { options } = useEconomies();
  const chains = useChains();
  const usual = parameter.default === null ? '' : Array.isArray(parameter.default) ? parameter.default.join(',') : String(parameter.default);
  const common = { label: parameter.name.replaceAll('_', ' '), description: parameter.meaning[language] + (parameter.unit ? ` (${parameter.unit})` : ''), required: parameter.required };
  if (parameter.type === 'boolean') return <Switch {...common} checked={(value || usual) === 'true'} onChange={(event) => onChange(String(event.currentTarget.checked))} />;
  if (parameter.type === 'choice') return <Select {...common} data={parameter.choices} value={value || usual || null} onChange={(next) => onChange(next ?? '')} clearable={!parameter.required} />;
  if (parameter.type === 'economy') return <Select {...common} searchable clearable data={options} value={value || null} onChange={(next) => onChange(next ?? '')} />;
  if (parameter.type === 'chain file') return <Select {...common} data={chains} value={value || usual || null} onChange={(next) => onChange(next ?? '')} />;
  return <TextInput {...common} value={value} placeholder={usual} onChange={(event) => onChange(event.currentTarget.value)} inputMode={parameter.type === 'integer' || parameter.type === 'real' ? 'decimal' : undefined} />;
}
