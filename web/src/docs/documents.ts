import { useQuery } from '@tanstack/react-query';

interface Document {
  name: string;
  title: string;
  link: string;
}

async function get(address: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response;
}

/** The documents the program carries: the same files as in the repository. */
export function useDocuments() {
  return useQuery({
    queryKey: ['documents'],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Document[]> => ((await (await get('/api/v1/docs', signal)).json()) as { documents: Document[] }).documents,
  });
}

/** The Markdown of one of them. */
export function useDocument(name: string | undefined) {
  return useQuery({ queryKey: ['document', name], staleTime: Infinity, enabled: name !== undefined, queryFn: async ({ signal }) => (await get(`/api/v1/docs/${name}`, signal)).text() });
}
