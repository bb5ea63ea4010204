import { expect, test } from './visit';

/** Each page's main job, done as a person would. */

test('home: three questions are answered, and each opens its page', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(page.locator('.home-question')).toHaveCount(3);
  await expect(page.locator('.way-crack')).toBeVisible();
  await page.getByRole('link', { name: 'Walk it step by step' }).click();
  await expect(page).toHaveURL(/\/trace\?.*from=Gleevec/);
});

test('chain: a segment opens its sheet, the address holds it, and coming back shows it again', async ({ page }) => {
  await page.goto('/chain/critical-minerals?economy=KOR&lang=en');
  await page.getByRole('button', { name: /Gallium refining/ }).first().click();
  await expect(page.getByRole('heading', { name: 'Gallium refining' })).toBeVisible();
  await expect(page).toHaveURL(/segment=gallium-refining/);
  await expect(page.locator('.suppliers')).toContainText('China');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Gallium refining' })).toBeVisible();
});

test('chain: another economy, another chain, in Chinese, without a reload', async ({ page }) => {
  await page.goto('/chain/critical-minerals?economy=KOR&lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('South Korea');
  await page.evaluate(() => ((window as { stays?: boolean }).stays = true));
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('韩国');
  await page.getByLabel('从谁的角度看', { exact: true }).first().click();
  await page.getByRole('option', { name: '德国' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('德国');
  expect(await page.evaluate(() => (window as { stays?: boolean }).stays)).toBe(true);
});

test('chain: what is left when suppliers go; two economies side by side', async ({ page }) => {
  await page.goto('/chain/chips?economy=KOR&lang=en&remove=NLD,JPN');
  await expect(page.locator('.legend')).toContainText('Left of its supply');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('without');
  await page.goto('/chain/chips?economy=KOR&lang=en&with=DEU');
  await expect(page.locator('.legend')).toContainText('South Korea minus Germany');
  await expect(page.locator('.receipt code').first()).toContainText('tenon run compare');
});

test('chain: by keyboard alone', async ({ page }) => {
  await page.goto('/chain/chips?economy=KOR&lang=en');
  await page.locator('.map-box[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.locator('.sheet')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.sheet')).toHaveCount(0);
});

test('a figure: its table, its downloads and its receipt', async ({ page }) => {
  await page.goto('/chain/critical-minerals?economy=KOR&lang=en');
  const figure = page.locator('.figure').first();
  await expect(figure.locator('.receipt code').first()).toHaveText('tenon run scan --chain critical-minerals --economy KOR');
  for (const form of ['CSV', 'SVG', 'PNG']) {
    await figure.getByRole('button', { name: 'Download' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), figure.getByRole('menuitem', { name: form }).click()]);
    expect(download.suggestedFilename()).toBe(`critical-minerals-KOR.${form.toLowerCase()}`);
  }
  await figure.getByRole('tab', { name: 'Table' }).click();
  await expect(figure.getByRole('table')).toContainText('gallium-refining');
  await figure.locator('summary', { hasText: 'Where this comes from' }).click();
  await expect(figure).toContainText('manifest-');
});

test('trace: walked from box to box', async ({ page }) => {
  await page.goto('/trace?from=Fuzeon&lang=en');
  await page.getByRole('button', { name: /US5464933/ }).click();
  await expect(page.locator('.trace-thing')).toContainText('Came from');
  await page.locator('.trace-thing').getByRole('button', { name: 'R01AI030411' }).click();
  await expect(page.locator('.trace-thing h2')).toHaveText('R01AI030411');
  await page.getByRole('textbox', { name: 'Begin at' }).fill('no such thing');
  await page.getByRole('button', { name: 'Trace', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('trace: each of the ten medicines leads from a project to a product', async ({ page, request }) => {
  await page.goto('/trace?lang=en');
  const names = await page.locator('.trace-ask .chip').allTextContents();
  expect(names).toHaveLength(10);
  for (const name of names) {
    const answer = await (await request.get(`/api/v1/analyses/trace?from=${encodeURIComponent(name)}&select=paths`)).json();
    const whole = answer.tables[0].columns.findIndex((column: { name: string }) => column.name === 'is_whole');
    expect(answer.tables[0].rows.some((row: unknown[]) => row[whole] === true), name).toBe(true);
  }
});

test('match: a need in one\'s own words finds papers, with reasons and what is missing', async ({ page }) => {
  await page.goto('/match?lang=en');
  await page.getByLabel('What is needed?').fill('seismic imaging of carbonate reservoirs');
  await page.getByRole('button', { name: 'Match' }).click();
  const first = page.locator('.match-list li').first();
  await expect(first.locator('mark').filter({ hasText: /seismic/ })).toBeVisible();
  await expect(first).toContainText('Missing');
  await expect(page.locator('.receipt code').first()).toContainText("tenon run match --among works --need 'seismic imaging of carbonate reservoirs'");
});

test('region: another place is advised', async ({ page }) => {
  await page.goto('/region?of=region_activity&place=Oregon&lang=en');
  await expect(page.locator('.region-lists').first()).toContainText('manufacturing');
  await page.getByLabel('Place', { exact: true }).first().click();
  await page.getByRole('option', { name: 'Ohio', exact: true }).first().click();
  await expect(page).toHaveURL(/place=Ohio/);
  await expect(page.locator('p', { hasText: 'Ohio' }).first()).toBeVisible();
});

test('data: a table is looked into and filtered', async ({ page }) => {
  await page.goto('/data?table=trade&lang=en');
  await expect(page.getByRole('region', { name: 'trade' }).getByRole('table')).toContainText('oecd-btige');
  await page.getByLabel('Column').first().click();
  await page.getByRole('option', { name: 'importer', exact: true }).first().click();
  await page.getByLabel('contains').fill('KOR');
  await expect(page.locator('.card')).toContainText(/of 2\d,\d{3} rows/);
  await page.getByRole('tab', { name: 'Sources and licences' }).click();
  await expect(page.getByRole('table')).toContainText('Etalab');
});

test('ask: a question by its own parameters', async ({ page }) => {
  await page.goto('/ask/concentration?lang=en');
  await expect(page.getByRole('table').first()).toBeVisible();
  await expect(page.locator('.receipt code').first()).toContainText('tenon run concentration');
});

test('exhibition: goes on by itself, holds, and begins again', async ({ page }) => {
  await page.goto('/exhibition?seconds=4&lang=en');
  const at = () => new URL(page.url()).searchParams.get('story');
  await expect.poll(at, { timeout: 9000 }).toBe('1');
  await page.keyboard.press(' ');
  const held = at();
  await page.waitForTimeout(4600);
  expect(at()).toBe(held);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.wall-dots button').last()).toHaveAttribute('aria-current', 'true');
});

test('an address that is no page says so', async ({ page }) => {
  await page.goto('/nowhere?lang=en');
  await expect(page.getByRole('alert')).toContainText('no page');
});
