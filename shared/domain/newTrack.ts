import type { Track } from './tracks';

export const trackKinds = [
  'course',
  'competition',
  'project',
  'attendance',
] as const satisfies readonly Track['kind'][];

/**
 * A track to begin with. Results files name no track, they fill the one whose id is its kind: where that is not there (any more)
 * the new one is that one, else it has an id of its own.
 */
export function newTrack(
  kind: Track['kind'],
  tracks: readonly Pick<Track, 'id'>[],
  { title, ownId }: { readonly title: string; readonly ownId: string },
): Track {
  const names = { id: tracks.some(({ id }) => id === kind) ? ownId : kind, title, titleEn: '' };
  switch (kind) {
    case 'course':
      return { ...names, kind, config: { parts: 1 } };
    case 'attendance':
      return { ...names, kind, config: { events: [] } };
    default:
      return { ...names, kind, config: {} };
  }
}
