import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalLine } from '../../shared/contract/checkin';
import type { ScanId } from '../../shared/contract/ids';
import { useBilingual } from '../ui/i18n';

/**
 * Tells the lane's staff what they must know of somebody who checked in by themselves: the kiosk shows a guest nothing of it. The
 * notice stays until it is closed.
 */
export function useKioskNotes(lines: readonly JournalLine[] | undefined): void {
  const { t } = useTranslation();
  const text = useBilingual();
  const known = useRef<ReadonlySet<ScanId>>(undefined);
  const tell = useEffectEvent(({ id, person, note }: JournalLine) => {
    const name = person ? text(person.name, person.nameLatin) : '';
    notifications.show({
      id: `kiosk ${id}`,
      color: 'orange',
      autoClose: false,
      message: t('door.kioskNote', { name, note }),
    });
  });
  useEffect(() => {
    if (!lines) return;
    const before = known.current;
    known.current = new Set(lines.map(({ id }) => id));
    // What was there when the lane was opened is in its list.
    if (!before) return;
    for (const line of lines)
      if (line.source === 'kiosk' && line.note !== '' && !before.has(line.id)) tell(line);
  }, [lines]);
}
