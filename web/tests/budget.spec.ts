import { expect, test } from './visit';

test('first load: under 350 kB of script as it goes over the wire', async ({ page, context }) => {
  for (const path of ['/', '/chain/chips?economy=KOR']) {
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
    await session.detach();
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
