import { type Answer, type Row, rowsOf } from '../api/answer';

export interface Step extends Row {
  path: number;
  step: number;
  kind: string;
  id: string;
  name: string | null;
  date: string | null;
  year: number | null;
  dated_by: string | null;
  holder: string | null;
  link: string | null;
  confidence: number | null;
  lag: number | null;
  protected_until: string | null;
  source: string | null;
}

export interface Path extends Row {
  path: number;
  route: string;
  basis: string;
  is_whole: boolean;
}

/** One thing on the way, however many paths pass it. */
export interface Node {
  key: string;
  step: Step;
}

export interface Edge {
  from: string;
  to: string;
  /** "stated", or how it was inferred. */
  link: string;
}

export interface Trace {
  paths: Path[];
  steps: Step[];
  nodes: Node[];
  edges: Edge[];
}

export const KINDS = ['project', 'paper', 'patent', 'trial', 'product'] as const;

export const keyOf = (step: Step) => `${step.kind} ${step.id}`;

/** The steps of all paths as one graph: a thing that several paths pass is drawn once. */
export function readTrace(answer: Answer): Trace {
  const steps = rowsOf<Step>(answer, 'steps').sort((a, b) => a.path - b.path || a.step - b.step);
  const nodes = new Map<string, Node>();
  const edges = new Map<string, Edge>();
  steps.forEach((step, i) => {
    const key = keyOf(step);
    if (!nodes.has(key)) nodes.set(key, { key, step });
    const before = steps[i - 1];
    if (before && before.path === step.path) edges.set(`${keyOf(before)} ${key}`, { from: keyOf(before), to: key, link: step.link ?? '' });
  });
  return { paths: rowsOf<Path>(answer, 'paths'), steps, nodes: [...nodes.values()], edges: [...edges.values()] };
}
