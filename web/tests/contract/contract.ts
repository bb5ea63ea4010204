/** Compiled by contract.spec.ts against types made from the server's own OpenAPI: what the pages expect is what the server promises. */
import type { Answer, AnswerTable, Problem, Receipt } from '../../src/api/answer';
import type { ParameterSpec, Spec } from '../../src/ask/spec';
import type { components, paths } from './schema';

type Promised = components['schemas'];
const holds = <Expected>(_promised: Expected) => undefined;

export function check(answer: Promised['Answer'], table: Promised['Table'], receipt: Promised['Receipt'], problem: Promised['Problem'], spec: Promised['Analysis'], parameter: Promised['Parameter']) {
  holds<Answer>(answer);
  holds<AnswerTable>(table);
  holds<Receipt>(receipt);
  holds<Problem>(problem);
  holds<Spec>(spec);
  holds<ParameterSpec>(parameter);
}

/** The questions the pages ask, with parameters that exist. */
type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Asked } } } ? NonNullable<Asked> : never;
export const asked: [
  Query<'/api/v1/analyses/scan'>, Query<'/api/v1/analyses/what-if'>, Query<'/api/v1/analyses/trace'>, Query<'/api/v1/analyses/advise'>,
  Query<'/api/v1/analyses/relatedness'>, Query<'/api/v1/analyses/product-space'>, Query<'/api/v1/analyses/park'>, Query<'/api/v1/analyses/ranks'>,
] = [
  { chain: 'chips', economy: 'KOR' }, { chain: 'chips', remove: ['NLD'] }, { from: 'Gleevec' }, { place: 'KOR', codes: ['C??'], chain: ['chips'], until: 2017 },
  { place: 'KOR', codes: ['C??'], year: 2017, of: 'region_activity' }, { place: 'KOR', year: 2017 }, { region: 'Oregon', chain: 'chips', of: 'region_activity', year: 2017 },
  { by: 'indicator', indicator: 'publications', item: 'ALL' },
];
