import { inkOn } from '../figure/colour';
import { useLanguage } from '../language/language';
import type { Layout } from './layout';
import type { Look } from './map';
import type { Segment } from './scan';

interface ChainListProps {
  layout: Layout;
  segments: Map<string, Segment>;
  lookOf: (segment: Segment) => Look;
  selected: string | undefined;
  onSelect: (segment: string | undefined) => void;
}

/** The chain on a narrow screen: layer under layer, raw inputs first. */
export function ChainList({ layout, segments, lookOf, selected, onSelect }: ChainListProps) {
  const { t, named } = useLanguage();
  return (
    <ol className="chain-list" aria-label={t('chain.map')}>
      {layout.layers.map((layer) => (
        <li key={layer.index}>
          <ul>
            {layer.members.map((id) => {
              const segment = segments.get(id);
              if (!segment) return null;
              const look = lookOf(segment);
              return (
                <li key={id}>
                  <button type="button" aria-pressed={selected === id} data-choked={segment.choked || undefined} data-none={!look.fill || undefined} style={look.fill ? { background: look.fill, color: inkOn(look.fill) } : undefined} onClick={() => onSelect(id)}>
                    <span>{named(segment)}</span>
                    <span className="number">{look.note || t('state.noData')}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ol>
  );
}
