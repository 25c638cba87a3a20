export function AgendaWindow() {
  return <p>AgendaWindow</p>;
}
