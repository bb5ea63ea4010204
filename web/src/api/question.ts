import { useQuery } from '@tanstack/react-query';
import { ask, type Parameters } from './client';

/** An answer of the server. Asked anew when path or parameters change; the earlier question is dropped. */
export function useAnswer(path: string, parameters: Parameters = {}, enabled = true) {
  return useQuery({ queryKey: ['answer', path, parameters], queryFn: ({ signal }) => ask(path, parameters, signal), enabled });
}

export const useAnalysis = (name: string, parameters: Parameters, enabled = true) => useAnswer(`analyses/${name}`, parameters, enabled);
