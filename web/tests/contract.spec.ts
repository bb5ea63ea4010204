import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import openapi, { astToString } from 'openapi-typescript';
import { expect, test } from './visit';

test('the types made from the OpenAPI compile with what the pages expect', async ({ request }) => {
  const document = await (await request.get('/api/v1/openapi.json')).json();
  const folder = resolve(import.meta.dirname, 'contract');
  writeFileSync(resolve(folder, 'schema.d.ts'), astToString(await openapi(document)));
  const compiler = resolve(import.meta.dirname, '../node_modules/typescript/bin/tsc');
  const compile = () => {
    try {
      return execFileSync(process.execPath, [compiler, '--noEmit', '-p', folder], { encoding: 'utf8' });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  expect(compile()).toBe('');
});

test('links of the pages lead to pages', async ({ page }) => {
  const seen = new Set<string>(['/']);
  const open = ['/'];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    await page.goto(at);
    await page.locator('main :is(a, h1)').first().waitFor();
    expect(await page.getByRole('alert').filter({ hasText: 'no page' }).count(), at).toBe(0);
    // One level from each kind of page: every question would be every question's page.
    const links = await page.locator('header a[href], main a[href]').evaluateAll((all) => all.map((each) => new URL((each as HTMLAnchorElement).href)).filter((url) => url.origin === location.origin && !url.pathname.startsWith('/api/')).map((url) => url.pathname));
    for (const path of links) {
      const kind = path.replace(/^(\/ask|\/chain)\/.*/, '$1');
      if (!seen.has(kind)) {
        seen.add(kind);
        open.push(path);
      }
    }
  }
  expect([...seen].sort()).toEqual(expect.arrayContaining(['/', '/ask', '/chain', '/data', '/docs', '/exhibition', '/match', '/ranks', '/region', '/trace']));
});
