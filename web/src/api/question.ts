import { useQuery } from '@tanstack/react-query';
import { ask, type Parameters } from './client';

/** An analysis with the given parameters. Asked anew when they change; the earlier question is dropped. */
export function useAnalysis(name: string, parameters: Parameters, enabled = true) {
  return useQuery({
    queryKey: ['analysis', name, parameters],
    queryFn: ({ signal }) => ask(`analyses/${name}`, parameters, signal),
    enabled,
  });
}

/** One of the lists beside the analyses: economies, sources, tables ... */
export function useList(path: string, parameters: Parameters = {}, enabled = true) {
  return useQuery({ queryKey: ['list', path, parameters], queryFn: ({ signal }) => ask(path, parameters, signal), enabled });
}
