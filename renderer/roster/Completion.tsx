import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Completion.module.css';

/** Completes or not, in a shape and a word. */
export function Completion({ complete }: { readonly complete: boolean }) {
  const { t } = useTranslation();
  const Icon = complete ? IconCircleCheckFilled : IconCircle;
  return (
    <span className={classes.state} data-complete={complete || undefined}>
      <Icon size={18} aria-hidden="true" />
      {t(complete ? 'people.complete' : 'people.incomplete')}
    </span>
  );
}
