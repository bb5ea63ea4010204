import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';

interface Said {
  en: string;
  zh: string;
}

export interface ParameterSpec {
  name: string;
  type: 'text' | 'integer' | 'real' | 'boolean' | 'choice' | 'economy' | 'list' | 'chain file';
  meaning: Said;
  unit: string;
  required: boolean;
  default: string | number | boolean | unknown[] | null;
  minimum: number | null;
  maximum: number | null;
  choices: string[];
}

export interface Spec {
  name: string;
  version: number;
  title: Said;
  question: Said;
  parameters: ParameterSpec[];
  tables: { name: string; meaning: Said; columns: { name: string; type: string; unit: string; meaning: Said }[] }[];
  conventions: string[];
  references: string[];
  example: string;
}

/** Every question there is, as the server describes it. */
export function useSpecs() {
  return useQuery({
    queryKey: ['specs'],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Spec[]> => ((await (await get('analyses', {}, signal)).json()) as { analyses: Spec[] }).analyses,
  });
}

/** The parameters of the example command: "tenon run scan --chain chips --economy KOR". */
export function exampleOf(spec: Spec): Record<string, string> {
  const given: Record<string, string> = {};
  const words = spec.example.match(/'[^']*'|\S+/g) ?? [];
  words.forEach((word, i) => {
    if (!word.startsWith('--')) return;
    const name = word.slice(2).replaceAll('-', '_');
    if (name === 'select' || name === 'format') return;
    const value = words[i + 1];
    given[name] = value === undefined || value.startsWith('--') ? 'true' : value.replace(/^'|'$/g, '').replace(/^chains\/(.*)\.yaml$/, '$1');
  });
  return given;
}
