import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const program = resolve(root, 'build/tenon');

/** Loads the shipped data once, then serves them; the address goes to the tests as TENON_URL. */
export default async function serve() {
  if (process.env.TENON_URL) return undefined;
  const folder = resolve(root, 'build/test-web');
  const loaded = resolve(folder, 'workspace/CURRENT');
  // Loaded by an older program: loaded anew.
  if (!existsSync(loaded) || statSync(loaded).mtimeMs < statSync(program).mtimeMs) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    execFileSync(program, ['-w', resolve(folder, 'workspace'), '--quiet', 'demo', '--folder', folder], { stdio: 'inherit' });
  }
  const server = spawn(program, ['-w', resolve(folder, 'workspace'), 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.env.TENON_URL = await new Promise<string>((done, fail) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address) done(address);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', (code) => fail(new Error(`tenon serve ended with ${code}: ${said}`)));
  });
  return () => void server.kill('SIGTERM');
}
