import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { marked } from 'marked';
import { type MouseEvent, useMemo } from 'react';
import { useSpecs } from '../ask/spec';
import { useLanguage } from '../language/language';
import './docs.css';
import { useDocument, useDocuments } from './documents';

const SECTIONS = [
  { key: 'read', names: ['tour', 'chains', 'chains-shipped', 'glossary', 'tables', 'command-line', 'server', 'index-format'] },
  { key: 'analyses', under: 'analyses/' },
  { key: 'sources', under: 'sources/' },
];

/** Methods, glossary and interface: the same documents as in the repository, beside the questions they explain. */
export function DocsPage() {
  const { t, language } = useLanguage();
  const { page } = useSearch({ from: '/docs' });
  const navigate = useNavigate({ from: '/docs' });
  const documents = useDocuments();
  const pageNames = documents.data?.map((document) => document.name) ?? [];
  const titles = new Map(documents.data?.map((document) => [document.name, document.title]));
  const name = page;
  const text = useDocument(name);
  const html = useMemo(() => (text.data ? (marked.parse(text.data, { async: false }) as string) : ''), [text.data]);
  const specs = useSpecs();
  const question = name?.startsWith('analyses/') ? specs.data?.find((spec) => spec.name === name.slice('analyses/'.length)) : undefined;

  // Links between the documents stay on this page; others open as they are.
  const follow = (event: MouseEvent<HTMLElement>) => {
    const target = (event.target as HTMLElement).closest('a')?.getAttribute('href');
    if (!target || /^[a-z]+:|^[/#]/.test(target)) return;
    event.preventDefault();
    const base = name?.includes('/') ? name.slice(0, name.lastIndexOf('/') + 1) : '';
    const path = new URL(target.replace(/#.*$/, ''), `http://docs/${base}`).pathname.slice(1).replace(/\.md$/, '').replace(/^docs\//, '').replace(/^GLOSSARY$/, 'glossary');
    if (pageNames.includes(path)) void navigate({ search: (before) => ({ ...before, page: path }) });
  };

  return (
    <div className="page docs">
      <nav aria-label={t('docs.title')}>
        {SECTIONS.map(({ key, names, under }) => (
          <details key={key} open={key === 'read' || (under !== undefined && name?.startsWith(under))}>
            <summary>{t(`docs.section.${key}`)}</summary>
            <ul>
              {(names ?? pageNames.filter((each) => each.startsWith(under!)))
                .filter((each) => pageNames.includes(each))
                .map((each) => (
                  <li key={each}>
                    <Link to="/docs" search={{ page: each }} aria-current={each === name || undefined}>
                      {t(`docs.name.${each}`, { defaultValue: titles.get(each) ?? each })}
                    </Link>
                  </li>
                ))}
            </ul>
          </details>
        ))}
        <p>
          <a href="/api/v1/openapi.json">OpenAPI 3.1</a>
        </p>
      </nav>
      <article>
        {name ? (
          <>
            {text.isError && <p className="notice">{text.error.message}</p>}
            {question && (
              <p>
                <Link to="/ask/$analysis" params={{ analysis: question.name }} className="go">
                  {t('docs.ask')}
                </Link>
              </p>
            )}
            <div className="docs-text" lang="en" onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />
          </>
        ) : (
          <>
            <h1>{t('docs.title')}</h1>
            <p className="lead">{t('docs.lead')}</p>
            <ul className="docs-questions">
              {specs.data?.map((spec) => (
                <li key={spec.name}>
                  <Link to="/ask/$analysis" params={{ analysis: spec.name }}>
                    {spec.question[language]}
                  </Link>
                  <small className="soft">
                    {spec.title[language]} · {spec.name}
                  </small>
                </li>
              ))}
            </ul>
          </>
        )}
      </article>
    </div>
  );
}
