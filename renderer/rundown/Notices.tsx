import { Button } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ShowNotice } from '../../shared/contract/rundown';
import { client } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import { clockText } from './duration';
import classes from './OfferBar.module.css';

/** What happened to the time itself: the app was started again, the machine slept, its clock was set. */
export function Notices({
  notices,
  zone,
}: {
  readonly notices: readonly ShowNotice[];
  readonly zone: string;
}) {
  const { t } = useTranslation();
  const { seconds } = useTimeFormat(zone);
  const showRefusal = useShowRefusal();
  return notices.map(({ id, kind, at, ms }) => (
    <div key={id} className={classes.offer} role="alert" data-testid={`notice-${kind}`}>
      <IconClockExclamation size={22} aria-hidden="true" className={classes.icon ?? ''} />
      <p className={classes.words}>
        {t(`stage.notice.${kind}`, {
          time: seconds(at),
          length: clockText(Math.abs(ms)),
          way: t(ms < 0 ? 'stage.notice.back' : 'stage.notice.forward'),
        })}
      </p>
      {kind === 'clockChanged' && (
        <Button variant="default" onClick={() => client.rundown.followClock().catch(showRefusal)}>
          {t('stage.notice.follow')}
        </Button>
      )}
      <Button
        variant="default"
        onClick={() => client.rundown.dismissNotice({ id }).catch(showRefusal)}
        data-testid="dismiss-notice"
      >
        {t('stage.notice.read')}
      </Button>
    </div>
  ));
}
