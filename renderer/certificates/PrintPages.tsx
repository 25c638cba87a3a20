export function PrintPages({ id: _id }: { readonly id: string }) {
  return <p>PrintPages</p>;
}
