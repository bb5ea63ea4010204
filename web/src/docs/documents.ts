import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';

interface Document {
  name: string;
  title: string;
  link: string;
}

/** The documents the program carries: the same files as in the repository. */
export function useDocuments() {
  return useQuery({
    queryKey: ['documents'],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Document[]> => ((await (await get('docs', {}, signal)).json()) as { documents: Document[] }).documents,
  });
}

/** The Markdown of one of them. */
export function useDocument(name: string | undefined) {
  return useQuery({ queryKey: ['document', name], staleTime: Infinity, enabled: name !== undefined, queryFn: async ({ signal }) => (await get(`docs/${name}`, {}, signal)).text() });
}
