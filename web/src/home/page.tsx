export function HomePage() {
  return <div className="page" />;
}
