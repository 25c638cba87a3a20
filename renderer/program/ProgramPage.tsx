export function ProgramPage() {
  return <p>ProgramPage</p>;
}
