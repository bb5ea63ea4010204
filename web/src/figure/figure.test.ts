import { describe, expect, it } from 'vitest';
import { diverging, inkOn, sequential } from './colour';
import { csvOf } from './download';
import { percent, plain } from './number';

/** WCAG 2.1 contrast of two colours "#rrggbb". */
function contrast(a: string, b: string): number {
  const light = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

describe('colours', () => {
  const steps = Array.from({ length: 41 }, (_, i) => i / 40);
  it('grow darker with the value, so that lightness alone tells low from high', () => {
    const whites = steps.map((share) => contrast(sequential(share), '#ffffff'));
    whites.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(whites[i]!));
  });
  it('carry readable ink (4.5 : 1) at every value', () => {
    for (const share of steps) for (const colour of [sequential(share), diverging(2 * share - 1)]) expect(contrast(colour, inkOn(colour))).toBeGreaterThanOrEqual(4.5);
  });
});

describe('csvOf', () => {
  it('quotes what needs it and leaves missing fields empty (RFC 4180)', () =>
    expect(csvOf({ name: 't', columns: [{ name: 'a', type: 'text', unit: '' }, { name: 'b', type: 'real', unit: '' }], rows: [['x,"y"\nz', null], ['', 0]] })).toBe('a,b\r\n"x,""y""\nz",\r\n,0\r\n'));
});

describe('numbers', () => {
  it('never show a small share as none', () => {
    expect(percent(0.004, 'en')).toBe('<1 %');
    expect(percent(0, 'en')).toBe('0 %');
    expect(percent(null, 'en')).toBe('');
  });
  it('show years plainly and long numbers in groups', () => {
    expect(plain(2023, 'en')).toBe('2023');
    expect(plain(217824, 'en')).toBe('217,824');
    expect(plain(null, 'en')).toBe('');
  });
});
