import { expect, expectAccessible, test } from './visit';

/** Every page in both languages, light and dark: it answers, axe finds nothing serious, and it looks as it did. */
const PAGES = [
  { name: 'home', path: '/', shows: '.timeline' },
  { name: 'chain', path: '/chain/critical-minerals?economy=KOR', shows: '.map-box' },
  { name: 'sheet', path: '/chain/chips?economy=KOR&segment=gallium', shows: '.sheet .way' },
  { name: 'trace', path: '/trace?from=Gleevec', shows: '.timeline-box' },
  { name: 'match', path: '/match', shows: '.match-list mark' },
  { name: 'region', path: '/region?of=region_activity&place=Oregon', shows: '.space-node' },
  { name: 'ranks', path: '/ranks', shows: '.plot svg' },
  { name: 'data', path: '/data', shows: '.data-tables' },
  { name: 'docs', path: '/docs', shows: '.docs-questions a' },
  { name: 'ask', path: '/ask/concentration', shows: '.data-table' },
  { name: 'exhibition', path: '/exhibition?story=2&seconds=600', shows: '.wall-bars li' },
];

for (const { name, path, shows } of PAGES) {
  for (const [lang, scheme] of [['en', 'light'], ['zh', 'dark']] as const) {
    test(`${name} in ${lang}, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      await expect(page.locator(shows).first()).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expect(page.locator('html')).toHaveAttribute('lang', lang === 'zh' ? 'zh-CN' : 'en');
      await expectAccessible(page);
      await expect(page).toHaveScreenshot(`${name}-${lang}-${scheme}.png`);
    });
  }
}

for (const { name, path, shows } of PAGES) {
  test(`${name} fits a telephone of 360 px`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(path);
    await expect(page.locator(name === 'chain' ? '.chain-list button' : shows).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  });
}

test('the chain fills a 4K wall', async ({ page }) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  await page.goto('/chain/chips?economy=KOR');
  const box = page.locator('.map-box').first();
  await expect(box).toBeVisible();
  expect((await box.boundingBox())!.width).toBeGreaterThan(120);
});
