import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fromZonedText, toZonedText } from '../../shared/domain/zonedTime';
import { client, orpc } from '../client';
import { useChosenEvent, useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import classes from './ProgramPage.module.css';

const home = 'Asia/Seoul';
const speeds = ['1', '10', '60'];

/** Starts a rehearsal on a copy of the program under a clock that is set here; sets it again while one runs. */
export function RehearsalCard() {
  const { t } = useTranslation();
  const { clock } = useProgram();
  const event = useChosenEvent();
  const showRefusal = useShowRefusal();
  const [edited, setEdited] = useState<string>();
  const [speed, setSpeed] = useState('1');
  const zone = event?.zone ?? home;
  const suggested = event
    ? toZonedText(event.doorsAt ?? event.startsAt, zone)
    : toZonedText(Date.now(), zone);
  const text = edited ?? suggested;
  const shown = fromZonedText(text, zone);
  const running = clock.kind === 'rehearsal';
  const start = useMutation(orpc.program.startRehearsal.mutationOptions({ onError: showRefusal }));
  return (
    <form
      className={classes.card}
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (shown !== undefined) start.mutate({ shown, speed: Number(speed) });
      }}
    >
      <h2 className={classes.heading}>{t('rehearsal.title')}</h2>
      <p className={classes.hint}>{t('rehearsal.hint')}</p>
      <div className={classes.fields}>
        <TextInput
          type="datetime-local"
          label={t('rehearsal.at')}
          value={text}
          error={shown === undefined ? t('rehearsal.noTime') : undefined}
          onChange={(e) => setEdited(e.currentTarget.value)}
          data-testid="rehearsal-at"
        />
        <Select
          label={t('rehearsal.speed')}
          value={speed}
          data={speeds.map((value) => ({ value, label: t('rehearsal.times', { value }) }))}
          onChange={(value) => setSpeed(value ?? '1')}
          allowDeselect={false}
          data-testid="rehearsal-speed"
        />
      </div>
      <div className={classes.buttons}>
        <Button
          type="submit"
          disabled={shown === undefined}
          loading={start.isPending}
          data-testid="rehearsal-start"
        >
          {t(running ? 'rehearsal.setClock' : 'rehearsal.start')}
        </Button>
        {running && (
          <Button variant="default" onClick={() => client.program.endRehearsal().catch(showRefusal)}>
            {t('rehearsal.end')}
          </Button>
        )}
      </div>
    </form>
  );
}
