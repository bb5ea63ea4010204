import * as Plot from '@observablehq/plot';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

interface PlotChartProps {
  /** Called with the width there is; the marks, scales and labels of the chart. */
  options: (width: number) => Plot.PlotOptions;
  label: string;
}

/** A chart of Observable Plot, drawn anew when its options or its width change. */
export function PlotChart({ options, label }: PlotChartProps) {
  const { ref, width } = useElementSize();
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!room.current || !width) return;
    const chart = Plot.plot({ style: { background: 'transparent', fontFamily: 'inherit', fontSize: '13px', overflow: 'visible' }, ariaLabel: label, ...options(width), width });
    chart.setAttribute('role', 'img');
    // Plot names its groups for itself; a name without a role confuses screen readers.
    chart.querySelectorAll('g[aria-label], path[aria-label]').forEach((element) => element.removeAttribute('aria-label'));
    room.current.replaceChildren(chart);
    return () => chart.remove();
  }, [options, width, label]);
  return (
    <div ref={ref} className="plot">
      <div ref={room} />
    </div>
  );
}
