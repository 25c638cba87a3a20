import { Button, Popover, TextInput } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { Lane } from '../../shared/contract/checkin';
import { ScanId } from '../../shared/contract/ids';
import { client } from '../client';
import { useBilingual } from '../ui/i18n';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { useWhen } from '../ui/time';
import classes from './Disputes.module.css';

/** Entries with a badge whose owner came after: they stay in sight until somebody has settled them. */
export function Disputes({ disputes, zone }: { readonly disputes: Lane['disputes']; readonly zone: string }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const when = useWhen(zone);
  if (disputes.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('door.disputes')} data-testid="disputes">
      {disputes.map((dispute) => (
        <li key={dispute.id} className={classes.line}>
          <IconAlertOctagon size={22} aria-hidden="true" />
          <span className={classes.words}>
            <strong className={classes.who} title={text(dispute.person.name, dispute.person.nameLatin)}>
              {text(dispute.person.name, dispute.person.nameLatin)}
            </strong>
            {t('door.disputeFirst', { time: when(dispute.entryAt), door: dispute.entryDoor })}
          </span>
          <Settle disputeId={dispute.id} />
        </li>
      ))}
    </ul>
  );
}

function Settle({ disputeId }: { readonly disputeId: ScanId }) {
  const { t } = useTranslation();
  const { door } = useProgram();
  const showRefusal = useShowRefusal();
  const [id] = useState(() => ScanId.parse(uuidv7()));
  const [note, setNote] = useState('');
  return (
    <Popover position="bottom-end" width={320} trapFocus>
      <Popover.Target>
        <Button variant="white" color="dark" h={44} data-testid="settle-open">
          {t('door.settle')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.settle}
          onSubmit={(submit) => {
            submit.preventDefault();
            client.door.settle({ id, disputeId, door, note }).catch(showRefusal);
          }}
        >
          <TextInput
            label={t('door.settleHow')}
            maxLength={300}
            value={note}
            onChange={(change) => setNote(change.currentTarget.value)}
            data-testid="settle-note"
          />
          <Button type="submit" disabled={note.trim() === ''} data-testid="settle-save">
            {t('door.settle')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
