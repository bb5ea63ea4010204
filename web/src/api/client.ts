import type { Answer, Problem } from './answer';

/** A problem the server describes (RFC 9457); its text is for people. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

export type Parameters = Record<string, string | number | boolean | undefined>;

/** "/api/v1/..." with the parameters that are set, in the order of their names: one question, one address. */
export function addressOf(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(parameters).sort()) {
    const value = parameters[name];
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return `/api/v1/${path}${text ? `?${text}` : ''}`;
}

/** Throws an ApiProblem where the server answers with one. */
export async function get(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(addressOf(path, parameters), { signal });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw new ApiProblem(problem ?? { status: response.status, title: response.statusText });
}

export async function ask(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<Answer> {
  return (await get(path, parameters, signal)).json() as Promise<Answer>;
}
