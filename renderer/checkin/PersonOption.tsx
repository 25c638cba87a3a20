import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/contract/roster';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import classes from './PersonOption.module.css';
import { usePersonLine } from './useVerdictText';

/** One person found: what tells them from another of the same name, and whether they are in. Their digits they say themselves. */
export function PersonOption({
  id,
  person,
  zone,
  chosen,
  onPoint,
  onAdmit,
}: {
  readonly id: string;
  readonly person: Person;
  readonly zone: string;
  readonly chosen: boolean;
  readonly onPoint: () => void;
  readonly onAdmit: () => void;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const personLine = usePersonLine();
  const { time } = useTimeFormat(zone);
  return (
    // The field keeps the focus; arrows and Enter are heard there.
    // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, never focused.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox hears the keys.
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className={classes.option}
      onMouseMove={chosen ? undefined : onPoint}
      onClick={onAdmit}
      data-testid="search-result"
      data-attendee-id={person.id}
    >
      <span className={classes.name}>{text(person.name, person.nameLatin)}</span>
      <span className={classes.other}>{text(person.nameLatin, person.name)}</span>
      <span className={classes.details}>{personLine(person)}</span>
      {person.inSince !== null && (
        <span className={classes.present}>{t('door.searchPresent', { time: time(person.inSince) })}</span>
      )}
    </div>
  );
}
