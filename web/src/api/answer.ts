/** What every question answers with: named tables and the receipt. */
export interface Answer {
  receipt: Receipt;
  tables: AnswerTable[];
}

export interface Receipt {
  program_version: string;
  analysis: string;
  analysis_version: number;
  snapshot: string;
  parameters: Record<string, unknown>;
  conventions: string[];
  warnings: string[];
  sources: unknown[];
}

export type Cell = string | number | boolean | null;

export interface AnswerTable {
  name: string;
  columns: { name: string; type: string; unit: string }[];
  rows: Cell[][];
}

/** RFC 9457. */
export interface Problem {
  status: number;
  title: string;
  detail?: string;
}

export type Row = Record<string, Cell>;

export function tableOf(answer: Answer, name: string): AnswerTable {
  return answer.tables.find((table) => table.name === name) ?? { name, columns: [], rows: [] };
}

/** The rows of a table by column name. */
export function recordsOf<T = Row>(table: AnswerTable): T[] {
  return table.rows.map((cells) => Object.fromEntries(table.columns.map((column, i) => [column.name, cells[i] ?? null])) as T);
}

/** The same by the table's name; empty where the answer has no such table. */
export const rowsOf = <T = Row>(answer: Answer, name: string): T[] => recordsOf<T>(tableOf(answer, name));

/** What an answer says in words: of a segment, or (null) of the whole. */
export interface Sentence extends Row {
  segment: string | null;
  topic: string;
  en: string;
  zh: string;
}

export const sentencesOf = (answer: Answer): Sentence[] => rowsOf<Sentence>(answer, 'sentences');

/** The command that reprints an answer, with the parameters that were given. */
export function commandOf(analysis: string, given: Record<string, unknown>): string {
  const words = Object.entries(given)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `--${name.replaceAll('_', '-')} ${quoted(String(value))}`);
  return ['tenon run', analysis, ...words].join(' ');
}

function quoted(value: string): string {
  return /^[\w.,:=/-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
