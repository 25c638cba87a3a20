import type { EventSummary } from '../../shared/contract/events';

export function SearchPanel(_props: { readonly event: EventSummary; readonly onClose: () => void }) {
  return null;
}
