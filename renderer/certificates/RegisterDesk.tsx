import { Button, Group, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleX,
  IconDownload,
  IconGift,
  IconHash,
  IconListNumbers,
  IconSearch,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterRow } from '../../shared/contract/register';
import { orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import { useShowRefusal } from '../ui/refusal';
import classes from './Desk.module.css';
import { Filters } from './Filters';
import { findByName } from './findByName';
import { RegisterEntry } from './RegisterEntry';
import { SerialPatternDialog } from './SerialPatternDialog';
import { WrittenDocument } from './WrittenDocument';

type Filter = 'all' | 'inForce' | 'revoked' | 'notHanded';

const shows: Readonly<Record<Filter, (row: RegisterRow) => boolean>> = {
  all: () => true,
  inForce: ({ revoked }) => revoked === null,
  revoked: ({ revoked }) => revoked !== null,
  notHanded: ({ revoked, handedOver }) => revoked === null && handedOver === null,
};
const filters: readonly Filter[] = ['all', 'inForce', 'notHanded', 'revoked'];

/** Everything that was ever issued, by its number. */
export function RegisterDesk() {
  const { t } = useTranslation();
  const { data } = useQuery(orpc.register.list.queryOptions());
  const [filter, setFilter] = useState<Filter>('all');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<number>();
  if (!data) return null;
  if (data.length === 0) {
    return (
      <div className={classes.empty} data-testid="register-empty">
        <IconListNumbers size={48} stroke={1.3} aria-hidden="true" />
        <Title order={3}>{t('register.none')}</Title>
        <Text c="dimmed">{t('register.noneHint')}</Text>
        <SerialPattern />
      </div>
    );
  }
  const shown = findByName(data.filter(shows[filter]), typed);
  const row = data.find(({ number }) => number === chosen) ?? shown[0];
  return (
    <div className={classes.desk}>
      <div className={classes.who}>
        <TextInput
          size="md"
          aria-label={t('register.search')}
          placeholder={t('register.search')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          data-testid="register-search"
        />
        <Filters
          label={t('register.filters')}
          testId="register-filters"
          value={filter}
          choose={setFilter}
          options={filters.map((value) => ({
            value,
            label: t(`register.filter.${value}`),
            count: data.filter(shows[value]).length,
          }))}
        />
        {shown.length === 0 ? (
          <div className={classes.empty}>
            <Text c="dimmed">{t('register.noMatch')}</Text>
          </div>
        ) : (
          <ul className={classes.list} aria-label={t('register.list')}>
            {shown.map((one) => (
              <li key={one.number}>
                <UnstyledButton
                  className={classes.row ?? ''}
                  aria-current={one.number === row?.number}
                  onClick={() => setChosen(one.number)}
                  data-testid="register-row"
                >
                  <span className={classes.person}>
                    <bdi className={classes.name}>{one.name}</bdi>
                    <br />
                    <span className={classes.small}>No. {one.serial}</span>
                  </span>
                  <State row={one} />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        )}
        <Documents />
      </div>
      <div className={classes.paper}>{row && <RegisterEntry row={row} key={row.number} />}</div>
    </div>
  );
}

function State({ row: { revoked, handedOver, printed } }: { readonly row: RegisterRow }) {
  const { t } = useTranslation();
  if (revoked) {
    return (
      <span className={classes.state} data-kind="heldBack">
        <IconCircleX size={18} aria-hidden="true" />
        {t('register.state.revoked')}
      </span>
    );
  }
  if (handedOver) {
    return (
      <span className={classes.state} data-kind="printed">
        <IconGift size={18} aria-hidden="true" />
        {t('register.state.handed')}
      </span>
    );
  }
  return (
    <span className={classes.state} data-kind={printed > 0 ? 'ready' : 'issued'}>
      {printed > 0 ? (
        <IconCircleCheck size={18} aria-hidden="true" />
      ) : (
        <IconHash size={18} aria-hidden="true" />
      )}
      {printed > 0 ? t('register.state.printed', { times: printed }) : t('register.state.inForce')}
    </span>
  );
}

/** The register as documents, and how its numbers are written. */
function Documents() {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const language = useLanguage();
  const [written, setWritten] = useState<string>();
  const onSuccess = ({ document }: { readonly document: string }) => setWritten(document);
  const csv = useMutation(orpc.register.exportCsv.mutationOptions({ onError, onSuccess }));
  const pdf = useMutation(orpc.register.exportPdf.mutationOptions({ onError, onSuccess }));
  return (
    <div>
      <Group gap={8}>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          loading={pdf.isPending}
          onClick={() => pdf.mutate({ language })}
          data-testid="register-pdf"
        >
          {t('register.pdf')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          loading={csv.isPending}
          onClick={() => csv.mutate({ language })}
          data-testid="register-csv"
        >
          {t('register.csv')}
        </Button>
        <SerialPattern />
      </Group>
      <WrittenDocument name={written} testId="register-document" />
    </div>
  );
}

function SerialPattern() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" onClick={() => setOpen(true)} data-testid="serial-pattern">
        {t('register.serials')}
      </Button>
      {open && <SerialPatternDialog close={() => setOpen(false)} />}
    </>
  );
}
