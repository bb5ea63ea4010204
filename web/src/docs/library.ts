/** The project's own documents, read at build time; each is fetched when it is opened. */
const pages = import.meta.glob<string>(['../../../docs/**/*.md', '../../../GLOSSARY.md'], { query: '?raw', import: 'default' });

/** "analyses/scan", "chains", "GLOSSARY" ... */
const nameOf = (path: string) => path.replace(/^(\.\.\/)+/, '').replace(/^docs\//, '').replace(/\.md$/, '');

const byName = new Map(Object.entries(pages).map(([path, load]) => [nameOf(path), load]));

export const pageNames = [...byName.keys()].sort();

export async function readPage(name: string): Promise<string | undefined> {
  return byName.get(name)?.();
}
