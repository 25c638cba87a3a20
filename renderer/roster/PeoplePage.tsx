import { ImportPage } from './ImportPage';
import { RosterPage } from './RosterPage';

/** The job People: the roster, or the page that takes files in (`#/people/import`). */
export function PeoplePage({ page }: { readonly page: string | undefined }) {
  return page === 'import' ? <ImportPage /> : <RosterPage />;
}
