import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventId } from '../../shared/contract/ids';
import { client } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './SidePanel.module.css';

interface Seated {
  readonly seated: number;
  readonly unknown: readonly string[];
}

/** Takes the seats of an event from a spreadsheet, pasted: one line a person. */
export function SeatsButton({ eventId }: { readonly eventId: EventId }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [result, setResult] = useState<Seated>();
  const take = () => client.rundown.seats({ eventId, text }).then(setResult, showRefusal);
  return (
    <>
      <Button variant="light" onClick={() => setOpen(true)}>
        {t('stage.seats.open')}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('stage.seats.title')}>
        <div className={classes.stack}>
          <Textarea
            label={t('stage.seats.label')}
            placeholder={'minsu@example.com\tA-12\n이서연\tA-13'}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            rows={8}
          />
          <Button onClick={take} disabled={text.trim() === ''}>
            {t('stage.seats.take')}
          </Button>
          {result && (
            <p className={classes.counts} role="status">
              {t('stage.seats.done', { seated: result.seated })}
            </p>
          )}
          {result && result.unknown.length > 0 && (
            <p className={classes.lost}>
              {t('stage.seats.unknown', {
                lines: result.unknown.slice(0, 5).join(' / '),
                number: result.unknown.length,
              })}
            </p>
          )}
        </div>
      </Modal>
    </>
  );
}
