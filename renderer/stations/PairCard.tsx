import { Button, CopyButton, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconDeviceMobilePlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationsState } from '../../shared/contract/stations';
import { type StationRole, stationRoles } from '../../shared/domain/stationAccess';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { useNow } from '../ui/time';
import classes from './StationsPage.module.css';

type Code = NonNullable<Extract<StationsState, { kind: 'host' }>['code']>;

/** Lets one more machine in: who it is, and then the code for it. */
export function PairCard({ code }: { readonly code: Code | null }) {
  const { t } = useTranslation();
  useNow(); // the code runs out
  return (
    <section className={classes.card} data-testid="pair-card">
      <h2 className={classes.heading}>
        <IconDeviceMobilePlus size={24} aria-hidden="true" />
        {t('stations.add.title')}
      </h2>
      {code && code.until > Date.now() ? <Invitation code={code} /> : <NewStation />}
    </section>
  );
}

function NewStation() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'browser' | 'app'>('browser');
  const [role, setRole] = useState<StationRole>('lane');
  const make = useMutation(orpc.stations.makeCode.mutationOptions({ onError: showRefusal }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    make.mutate({ name: name.trim(), kind, role: kind === 'app' ? 'lane' : role });
  };
  return (
    <form onSubmit={submit}>
      <div className={classes.row}>
        <SegmentedControl
          value={kind}
          onChange={(value) => setKind(value === 'app' ? 'app' : 'browser')}
          data={[
            { value: 'browser', label: t('stations.kind.browser') },
            { value: 'app', label: t('stations.kind.app') },
          ]}
          aria-label={t('stations.add.kind')}
          data-testid="station-kind"
        />
        <TextInput
          label={t('stations.add.name')}
          placeholder={t('stations.add.namePlaceholder')}
          value={name}
          maxLength={40}
          onChange={(event) => setName(event.currentTarget.value)}
          w={220}
          data-testid="station-name"
        />
        {kind === 'browser' && (
          <Select
            label={t('stations.add.role')}
            data={stationRoles.map((value) => ({ value, label: t(`stations.role.${value}`) }))}
            value={role}
            onChange={(value) => setRole(stationRoles.find((one) => one === value) ?? 'lane')}
            allowDeselect={false}
            w={220}
            data-testid="station-role"
          />
        )}
        <Button
          type="submit"
          loading={make.isPending}
          disabled={name.trim() === ''}
          data-testid="station-code"
        >
          {t('stations.add.make')}
        </Button>
      </div>
      <p className={classes.hint} style={{ marginTop: 12 }}>
        {t(`stations.kindHint.${kind}`)}
      </p>
    </form>
  );
}

function Invitation({ code }: { readonly code: Code }) {
  const { t } = useTranslation();
  const drop = useMutation(orpc.stations.dropCode.mutationOptions());
  const left = Math.max(0, Math.ceil((code.until - Date.now()) / 1000));
  return (
    <div className={classes.invitation}>
      <img
        className={classes.qr ?? ''}
        src={`data:image/svg+xml,${encodeURIComponent(code.qr)}`}
        alt={t('stations.add.qr')}
        data-testid="pair-qr"
      />
      <div>
        <p className={classes.name}>
          {code.name} · {t(`stations.role.${code.role}`)}
        </p>
        {code.kind === 'browser' && (
          <p className={classes.code} data-testid="pair-digits">
            {code.code}
          </p>
        )}
        <p className={classes.hint}>{t(`stations.add.how.${code.kind}`)}</p>
        {code.kind === 'app' && (
          <p className={classes.mono} data-testid="pair-text">
            {code.text}
          </p>
        )}
        <p className={classes.hint} aria-live="off">
          {t('stations.add.left', { seconds: left })}
        </p>
        <div className={classes.row} style={{ marginTop: 12 }}>
          <CopyButton value={code.text}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy} data-testid="pair-copy" data-text={code.text}>
                {t(copied ? 'stations.add.copied' : 'stations.add.copy')}
              </Button>
            )}
          </CopyButton>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => drop.mutate(undefined)}
            data-testid="pair-drop"
          >
            {t('stations.add.drop')}
          </Button>
        </div>
      </div>
    </div>
  );
}
