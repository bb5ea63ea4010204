import { ActionIcon, Burger, Button, Drawer, Group, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { NoDataPattern } from '../figure/no_data';
import { type Language, setLanguage, useLanguage } from '../language/language';

export function Shell() {
  const { t, language } = useLanguage();
  const [open, { toggle, close }] = useDisclosure();
  const navigate = useNavigate();
  const place = useRouterState({ select: (state) => state.location });
  const asked = (place.search as { lang?: Language }).lang;
  useEffect(() => {
    if (asked && asked !== language) setLanguage(asked);
  }, [asked]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(close, [place.pathname]); // eslint-disable-line react-hooks/exhaustive-deps

  const choose = (next: Language) => {
    setLanguage(next);
    void navigate({ to: '.', search: (before) => ({ ...before, lang: next }), replace: true });
  };
  const links = (
    <>
      <Link to="/chain/$chain" params={{ chain: 'critical-minerals' }} activeProps={ACTIVE}>
        {t('nav.chain')}
      </Link>
      {PAGES.map((page) => (
        <Link key={page} to={`/${page}`} activeProps={ACTIVE}>
          {t(`nav.${page}`)}
        </Link>
      ))}
    </>
  );
  return (
    <>
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <header className="bar">
        <Link to="/" className="brand" aria-label={t('nav.home')}>
          <img src="/joint.svg" alt="" width="28" height="28" />
          <span>Tenon</span>
          <span className="brand-zh" lang="zh">
            榫
          </span>
        </Link>
        <nav className="bar-links" aria-label={t('nav.pages')}>
          {links}
        </nav>
        <Group gap={6} wrap="nowrap" className="bar-end">
          <Button variant="subtle" size="compact-sm" onClick={() => choose(language === 'zh' ? 'en' : 'zh')} lang={language === 'zh' ? 'en' : 'zh'}>
            {language === 'zh' ? 'English' : '中文'}
          </Button>
          <SchemeButton label={t('nav.scheme')} />
          <Burger opened={open} onClick={toggle} size="sm" className="bar-burger" aria-label={t('nav.pages')} />
        </Group>
      </header>
      <Drawer opened={open} onClose={close} position="right" size="xs" title={t('nav.pages')}>
        <nav className="drawer-links" aria-label={t('nav.pages')}>
          {links}
        </nav>
      </Drawer>
      <NoDataPattern />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

const PAGES = ['trace', 'match', 'region', 'ranks', 'data', 'exhibition', 'docs'] as const;
const ACTIVE = { 'data-active': true, 'aria-current': 'page' } as const;

function SchemeButton({ label }: { label: string }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <ActionIcon variant="subtle" aria-label={label} title={label} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="8.5" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}
