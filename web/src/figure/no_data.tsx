/** The hatching that means "no data" in every picture; once a page. */
export function NoDataPattern() {
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
      <defs>
        <pattern id="no-data" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" className="none-paper" />
          <line x1="0" y1="0" x2="0" y2="6" className="none-line" />
        </pattern>
      </defs>
    </svg>
  );
}
