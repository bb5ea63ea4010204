import { expect, test } from './visit';

test('first load: under 350 kB of script as it goes over the wire', async ({ browser }) => {
  for (const path of ['/', '/chain/chips?economy=KOR']) {
    const context = await browser.newContext({ baseURL: process.env.TENON_URL });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    const scripts = new Set<string>();
    session.on('Network.responseReceived', ({ requestId, response }) => response.mimeType.includes('javascript') && scripts.add(requestId));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => scripts.has(requestId) && (bytes += encodedDataLength));
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(350_000);
    await context.close();
  }
});

test('panning a chain redraws no segment', async ({ page }) => {
  await page.goto('/chain/chips?economy=KOR');
  await expect(page.locator('.map-box').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  const changes = await page.evaluate(async () => {
    const map = document.querySelector('.map')!;
    let count = 0;
    const watch = new MutationObserver((records) => (count += records.filter((record) => record.target !== map.querySelector('g')).length));
    watch.observe(map, { subtree: true, attributes: true, childList: true, characterData: true });
    for (let i = 0; i < 20; ++i) map.dispatchEvent(new WheelEvent('wheel', { deltaY: i % 2 ? 40 : -40, clientX: 400, clientY: 500, bubbles: true, cancelable: true }));
    await new Promise((done) => setTimeout(done, 300));
    watch.disconnect();
    return count;
  });
  expect(changes).toBe(0);
});

test('a table of 100,000 rows: only what is in view is drawn, to its end', async ({ page }) => {
  await page.route('**/api/v1/tables/trade?*', (route) =>
    route.fulfill({
      json: {
        receipt: {},
        tables: [
          { name: 'trade', columns: [{ name: 'number', type: 'integer', unit: '' }, { name: 'text', type: 'text', unit: '' }], rows: Array.from({ length: 100_000 }, (_, i) => [i, `row ${i}`]) },
          { name: 'page', columns: [{ name: 'total', type: 'integer', unit: '' }, { name: 'next', type: 'text', unit: '' }], rows: [[100_000, null]] },
        ],
      },
    }),
  );
  await page.goto('/data?table=trade');
  const frame = page.getByRole('region', { name: 'trade' });
  await expect(frame.getByRole('table')).toContainText('row 5');
  for (const share of [0.5, 1]) {
    await frame.evaluate((element, share) => element.scrollTo(0, element.scrollHeight * share), share);
    await expect(frame.getByRole('table')).toContainText(share === 1 ? 'row 99999' : 'row 50000');
    expect(await frame.locator('tbody tr').count()).toBeLessThan(80);
  }
});
