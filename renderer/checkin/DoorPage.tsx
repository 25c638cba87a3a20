export function DoorPage() {
  return <p>DoorPage</p>;
}
