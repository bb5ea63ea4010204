import { describe, expect, it } from 'vitest';
import { type Answer, commandOf, rowsOf } from './answer';
import { addressOf } from './client';

const answer: Answer = {
  receipt: { program_version: '', analysis: '', analysis_version: 1, snapshot: '', parameters: {}, conventions: [], warnings: [], sources: [] },
  tables: [{ name: 'segments', columns: [{ name: 'segment', type: 'text', unit: '' }, { name: 'share', type: 'real', unit: '1' }], rows: [['a', 0], ['b', null]] }],
};

describe('rowsOf', () => {
  it('keeps missing apart from zero', () => expect(rowsOf(answer, 'segments')).toEqual([{ segment: 'a', share: 0 }, { segment: 'b', share: null }]));
  it('is empty for a table that is not there', () => expect(rowsOf(answer, 'none')).toEqual([]));
});

describe('commandOf', () => {
  it('prints what a shell reads back', () =>
    expect(commandOf('what-if', { chain: 'chips', remove: 'NLD,JPN', note: "it's", first_year: 2020, unset: undefined })).toBe(
      "tenon run what-if --chain chips --remove NLD,JPN --note 'it'\\''s' --first-year 2020",
    ));
});

describe('addressOf', () => {
  it('is the same whatever the order of the parameters', () => {
    expect(addressOf('analyses/scan', { economy: 'KOR', chain: 'chips' })).toBe('/api/v1/analyses/scan?chain=chips&economy=KOR');
    expect(addressOf('analyses/scan', { chain: 'chips', economy: 'KOR', none: undefined })).toBe('/api/v1/analyses/scan?chain=chips&economy=KOR');
  });
});
