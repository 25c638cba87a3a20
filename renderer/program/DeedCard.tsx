import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useTimeFormat } from '../ui/time';
import classes from './DeedCard.module.css';
import card from './JournalCard.module.css';

const fewest = 12;

/** Who changed what of the program, and when: the last changes first. */
export function DeedCard() {
  const { t, i18n } = useTranslation();
  const { shortDay, time } = useTimeFormat();
  const [limit, setLimit] = useState(fewest);
  const { data } = useQuery(
    orpc.access.deeds.experimental_liveOptions({ input: { limit }, placeholderData: (before) => before }),
  );
  if (!data) return null;
  const what = (call: string) => {
    const whole = `deeds.call.${call}`;
    const area = t(`deeds.area.${call.split('.')[0] ?? ''}`, { defaultValue: call });
    return i18n.exists(whole) ? t(whole) : area;
  };
  return (
    <section className={card.card} data-testid="deed-card">
      <div>
        <h2 className={card.heading}>{t('deeds.title')}</h2>
        <p className={card.hint}>{t('deeds.hint')}</p>
      </div>
      {data.deeds.length === 0 ? (
        <p className={card.hint}>{t('deeds.none')}</p>
      ) : (
        <table className={classes.deeds}>
          <thead>
            <tr>
              <th scope="col">{t('deeds.when')}</th>
              <th scope="col">{t('deeds.who')}</th>
              <th scope="col">{t('deeds.what')}</th>
            </tr>
          </thead>
          <tbody>
            {data.deeds.map(({ seq, at, by, call }) => (
              <tr key={seq} data-testid="deed">
                <td className={classes.when}>
                  {shortDay(at)} {time(at)}
                </td>
                <td>{by === '' ? t('deeds.organizer') : t(`access.roles.${by}`, { defaultValue: by })}</td>
                <td>{what(call)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.more && (
        <div>
          <Button
            variant="default"
            onClick={() => setLimit(Math.min(5000, limit * 5))}
            data-testid="deeds-more"
          >
            {t('deeds.more')}
          </Button>
        </div>
      )}
    </section>
  );
}
