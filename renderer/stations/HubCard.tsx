import { Button, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconTopologyStar3 } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubState } from '../../shared/contract/hub';
import { orpc } from '../client';
import { useRefusalSentence } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import { HubAddressForm } from './HubAddressForm';
import { HubEnd } from './HubEnd';
import { HubKey } from './HubKey';
import classes from './StationsPage.module.css';

type Joined = Extract<HubState, { kind: 'hub' }>;

/** Hosts of the same program elsewhere, over a database that somebody else runs: how this one stands with them, or joining them. */
export function HubCard() {
  const { t } = useTranslation();
  const state = useQuery(orpc.hub.state.experimental_liveOptions()).data;
  if (!state) return null;
  return (
    <section className={classes.card} data-testid="hub-card" data-kind={state.kind}>
      <h2 className={classes.heading}>
        <IconTopologyStar3 size={24} aria-hidden="true" />
        {t('stations.hub.title')}
      </h2>
      {state.kind === 'hub' ? (
        <JoinedHub hub={state} />
      ) : state.possible === 'yes' ? (
        <NoHub />
      ) : (
        <p className={classes.hint}>{t(`stations.hub.${state.possible}`)}</p>
      )}
    </section>
  );
}

function NoHub() {
  const { t } = useTranslation();
  const [way, setWay] = useState<'publish' | 'join'>('publish');
  const publish = useMutation(orpc.hub.publish.mutationOptions());
  const join = useMutation(orpc.hub.join.mutationOptions());
  const pending = publish.isPending || join.isPending;
  return (
    <>
      <p className={classes.hint}>{t('stations.hub.hint')}</p>
      <SegmentedControl
        value={way}
        onChange={(value) => setWay(value === 'join' ? 'join' : 'publish')}
        data={[
          { value: 'publish', label: t('stations.hub.publish') },
          { value: 'join', label: t('stations.hub.join') },
        ]}
        aria-label={t('stations.hub.title')}
        data-testid="hub-way"
      />
      <HubAddressForm
        key={way}
        asks={way}
        pending={pending}
        error={way === 'publish' ? publish.error : join.error}
        onSubmit={({ key, ...input }) =>
          way === 'publish' ? publish.mutate(input) : join.mutate({ ...input, key })
        }
      />
      <p className={classes.hint}>{t('stations.hub.personal')}</p>
    </>
  );
}

function JoinedHub({ hub }: { readonly hub: Joined }) {
  const { t } = useTranslation();
  const { seconds } = useTimeFormat();
  const sentence = useRefusalSentence();
  const [moving, setMoving] = useState(false);
  const move = useMutation(orpc.hub.readdress.mutationOptions({ onSuccess: () => setMoving(false) }));
  const good = hub.state === 'together';
  const Icon = good ? IconCircleCheck : hub.state === 'apart' ? IconCloudOff : IconAlertTriangle;
  return (
    <>
      <p className={classes.heading} role="status" data-testid="hub-state" data-state={hub.state}>
        <Icon size={26} className={(good ? classes.good : classes.bad) ?? ''} aria-hidden="true" />
        {t(`stations.hub.${hub.state}`)}
      </p>
      {hub.reason && hub.reason !== 'hub.unreachable' && (
        <p className={classes.done}>{sentence({ reason: hub.reason, params: {} })}</p>
      )}
      <p className={classes.url}>
        {hub.name}
        {hub.place && ` → ${hub.place}`}
      </p>
      <p className={classes.hint}>
        {t(`stations.hub.role.${hub.role}`)}
        <br />
        {hub.copyAt === null
          ? t('stations.hub.never', { rows: hub.unsent })
          : t('stations.hub.copy', { time: seconds(hub.copyAt), rows: hub.unsent })}
      </p>
      {hub.hosts.length === 0 ? (
        <p className={classes.hint}>{good && t('stations.hub.alone')}</p>
      ) : (
        <ul className={classes.list} data-testid="hub-hosts">
          {hub.hosts.map(({ name, main, heardAt }) => (
            <li key={name} className={classes.spread}>
              <span className={classes.name}>
                {name}
                {main && ` · ${t('stations.hub.main')}`}
              </span>
              <span className={classes.hint}>{t('stations.hub.heard', { time: seconds(heardAt) })}</span>
            </li>
          ))}
        </ul>
      )}
      <HubKey />
      {moving || hub.state === 'noAddress' ? (
        <HubAddressForm
          asks="readdress"
          pending={move.isPending}
          error={move.error}
          onSubmit={({ url, pin }) => move.mutate({ url, pin })}
        />
      ) : null}
      <div className={classes.row}>
        {!moving && hub.state !== 'noAddress' && (
          <Button variant="default" onClick={() => setMoving(true)} data-testid="hub-move">
            {t('stations.hub.readdress')}
          </Button>
        )}
        <HubEnd role={hub.role} />
      </div>
      <p className={classes.hint}>{t('stations.hub.personal')}</p>
    </>
  );
}
