import { useTranslation } from 'react-i18next';
import type { CuePerson } from '../../shared/contract/rundown';
import { useBilingual } from '../ui/i18n';
import classes from './StagePage.module.css';

/** The people of a cue, each with whether they are here: by shape and word, then colour. */
export function People({ people }: { readonly people: readonly CuePerson[] }) {
  const { t } = useTranslation();
  const text = useBilingual();
  if (people.length === 0) return null;
  return (
    <ul className={classes.people}>
      {people.map((person) => (
        <li key={person.id} className={classes.person} data-here={person.present || undefined}>
          <span aria-hidden="true">{person.present ? '●' : '○'}</span>
          {'\u00a0'}
          {text(person.name, person.nameLatin)}
          <span className={classes.here}> {t(person.present ? 'stage.here' : 'stage.notHere')}</span>
        </li>
      ))}
    </ul>
  );
}
