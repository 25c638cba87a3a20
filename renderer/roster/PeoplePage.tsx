export function PeoplePage({ page: _page }: { readonly page: string | undefined }) {
  return <p>PeoplePage</p>;
}
