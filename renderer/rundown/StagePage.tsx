export function StagePage() {
  return <p>StagePage</p>;
}
