import type { Answer } from '../api/answer';
import { rowsOf, type Sentence, sentencesOf } from '../api/answer';
import type { Link } from './layout';

/** What the page reads from the answer of `scan`. Null is "no data". */
export interface Segment {
  segment: string;
  name: string;
  name_zh: string;
  stage: string;
  state: string;
  rank: number | null;
  rank_low: number | null;
  rank_high: number | null;
  shortage: number | null;
  shortage_low: number | null;
  shortage_high: number | null;
  denial: number | null;
  scarcity: number | null;
  incapacity: number | null;
  choked: boolean | null;
  choked_probability: number | null;
  top_supplier: string | null;
  top_share: number | null;
  break_kind: string | null;
  break_between: string | null;
  break_fall: number | null;
  break_probability: number | null;
  group: string | null;
  hhi: number | null;
  persistence: number | null;
}

export interface Station {
  segment: string;
  station: string;
  measure: string | null;
  state: string;
  strength: number | null;
  low: number | null;
  high: number | null;
  distance: number | null;
  leader: string | null;
  year: number | null;
  source: string | null;
}

export interface Scan {
  answer: Answer;
  title: { name: string; name_zh: string };
  segments: Segment[];
  bySegment: Map<string, Segment>;
  links: Link[];
  stations: Map<string, Station[]>;
  sentences: Sentence[];
}

/** The way from 0 to 1 to N, in order; people and money stand beside it. */
export const WAY = ['discovery', 'invention', 'crossing', 'product', 'production', 'trade'] as const;

export function readScan(answer: Answer): Scan {
  const segments = rowsOf<Segment>(answer, 'segments');
  const stations = new Map<string, Station[]>();
  for (const row of rowsOf<Station>(answer, 'stations')) {
    const list = stations.get(row.segment);
    if (list) list.push(row);
    else stations.set(row.segment, [row]);
  }
  const chain = rowsOf<{ title: string; title_zh: string }>(answer, 'chain')[0];
  return {
    answer,
    title: { name: chain?.title ?? '', name_zh: chain?.title_zh ?? '' },
    segments,
    bySegment: new Map(segments.map((segment) => [segment.segment, segment])),
    links: rowsOf<Link & Record<string, never>>(answer, 'links'),
    stations,
    sentences: sentencesOf(answer),
  };
}

export const MEASURES = ['shortage', 'scarcity', 'denial', 'incapacity', 'top_share', 'break_fall'] as const;
export type MeasureName = (typeof MEASURES)[number];

export const isMeasure = (name: string | undefined): name is MeasureName => MEASURES.includes(name as MeasureName);

/** Segments whose shortage ranks first. */
export const shortest = (scan: Scan, count: number): Segment[] => scan.segments.filter((segment) => segment.rank !== null).sort((a, b) => a.rank! - b.rank!).slice(0, count);

/** Segments at which the way breaks, the surest first, then the deepest. */
export const broken = (scan: Scan): Segment[] =>
  scan.segments
    .filter((segment) => segment.break_kind)
    .sort((a, b) => (b.break_probability ?? 0) - (a.break_probability ?? 0) || (b.break_fall ?? 0) - (a.break_fall ?? 0));
