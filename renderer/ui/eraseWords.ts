import { useTranslation } from 'react-i18next';
import type { Erased, Left, PrivacyReport } from '../../shared/contract/privacy';

/** The tables in whose texts a name may stand, by what people call them. */
const places = {
  cue: 'cue',
  event: 'event',
  attendee: 'person',
  certificate_template: 'template',
  operator: 'operator',
  deed: 'operator',
  certificate: 'register',
  handover: 'register',
  journal: 'journal',
  filed: 'journal',
  import_step: 'import',
  import_batch: 'import',
  saved_view: 'view',
  rundown_edit: 'cue',
} as const;
type Place = (typeof places)[keyof typeof places] | 'other';

const isPlaced = (table: string): table is keyof typeof places => table in places;

/** What is said of an erasing: what lies outside of the file, where a name still stands, and what could not be replaced. */
export function useEraseWords() {
  const { t } = useTranslation();
  return {
    outside(outside: PrivacyReport['outside']): readonly string[] {
      const { backups, placesGone, stations, hub, documents } = outside;
      const some = `${documents.slice(0, 6).join(', ')}${documents.length > 6 ? ' …' : ''}`;
      return [
        ...(backups > 0 ? [t('privacy.backups', { count: backups })] : []),
        ...(placesGone > 0 ? [t('privacy.gone', { count: placesGone })] : []),
        ...(stations.length > 0
          ? [t('privacy.stations', { count: stations.length, names: stations.join(', ') })]
          : []),
        ...(hub === null ? [] : [t('privacy.hub', { place: hub })]),
        ...(documents.length > 0 ? [`${t('privacy.documents', { count: documents.length })} (${some})`] : []),
      ];
    },
    where(mentions: Erased['mentions']): string {
      const counts = new Map<Place, number>();
      for (const { table, rows } of mentions) {
        const place = isPlaced(table) ? places[table] : 'other';
        counts.set(place, (counts.get(place) ?? 0) + rows);
      }
      return [...counts].map(([place, count]) => t(`privacy.where.${place}`, { count })).join(', ');
    },
    left({ backups, file }: Left): readonly string[] {
      return [
        ...(backups > 0 ? [t('privacy.leftBackups', { count: backups })] : []),
        ...(file ? [t('privacy.leftFile')] : []),
      ];
    },
  };
}
