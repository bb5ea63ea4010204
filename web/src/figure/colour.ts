/** Colours people with any colour vision can read: lightness alone tells low from high. */

type Rgb = [number, number, number];

const SEQUENCE: Rgb[] = ['f7f0dc', 'f3d9a0', 'eab563', 'd98a3d', 'b85c34', '8a3538', '561d3c'].map(parsed);
const WEAK_TO_STRONG: Rgb[] = ['a85a0c', 'd9822b', 'efbf88', 'eceae4', '93c3d3', '3d8ca8', '0f566f'].map(parsed);

function parsed(hex: string): Rgb {
  return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16)) as Rgb;
}

function between(stops: Rgb[], share: number): string {
  const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const i = Math.min(Math.floor(place), stops.length - 2);
  const [a, b] = [stops[i]!, stops[i + 1]!];
  return `#${a.map((from, k) => Math.round(from + (b[k]! - from) * (place - i)).toString(16).padStart(2, '0')).join('')}`;
}

/** Low (light) to high (dark); the value in 0 .. 1. */
export const sequential = (value: number): string => between(SEQUENCE, value);
/** Weak (orange) over even (grey) to strong (blue); the value in -1 .. 1. */
export const diverging = (value: number): string => between(WEAK_TO_STRONG, (value + 1) / 2);

/** Black or white, whichever reads better on the colour (WCAG relative luminance). */
export function inkOn(colour: string): string {
  const [r, g, b] = parsed(colour.slice(1)).map((channel) => {
    const c = channel / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}
