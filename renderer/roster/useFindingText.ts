import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Finding, findingText } from '../../shared/domain/explain';
import { orpc } from '../client';
import { useBilingual } from '../ui/i18n';

export type { Finding } from '../../shared/domain/explain';

/** A track's title by its id, in the language on screen. */
export function useTrackName(): (id: string) => string {
  const { data } = useQuery(orpc.rules.list.queryOptions());
  const text = useBilingual();
  return (id) => {
    const track = data?.tracks.find((one) => one.id === id);
    return track ? text(track.title, track.titleEn) : id;
  };
}

/** One requirement for one person as a sentence in the language on screen. */
export function useFindingText(): (finding: Finding) => string {
  const { t } = useTranslation();
  const trackName = useTrackName();
  return (finding) => findingText(t, finding, trackName);
}
