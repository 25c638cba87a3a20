import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload, IconGift, IconMailbox, IconMapPin, IconSearch, IconTag } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leftover } from '../../shared/contract/handover';
import { orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import { useRefusalText, useShowRefusal } from '../ui/refusal';
import desk from './Desk.module.css';
import { findByName } from './findByName';
import classes from './HandoverDesk.module.css';
import { WrittenDocument } from './WrittenDocument';

interface Props {
  /** Anything was issued at all. */
  readonly issued: boolean;
  readonly give: (number: number) => void;
  readonly giving: boolean;
}

/** What nobody has taken yet: to be given by name, called for, or sent by post. */
export function Leftovers({ issued, give, giving }: Props) {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const { data } = useQuery(orpc.handover.leftovers.queryOptions());
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [addressing, setAddressing] = useState<Leftover>();
  const [labels, setLabels] = useState(false);
  const csv = useMutation(orpc.handover.exportLeftovers.mutationOptions({ onError }));
  if (!data) return null;
  if (data.length === 0) {
    return (
      <div className={desk.empty} data-testid="nothing-left">
        <IconGift size={48} stroke={1.3} aria-hidden="true" />
        <Text fw={700}>{t(issued ? 'handover.none' : 'handover.noneYet')}</Text>
        {issued && <Text c="dimmed">{t('handover.noneHint')}</Text>}
      </div>
    );
  }
  return (
    <>
      <Text fw={700} data-testid="leftover-count">
        {t('handover.left', { count: data.length })}
      </Text>
      <TextInput
        size="md"
        aria-label={t('handover.find')}
        placeholder={t('handover.find')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        data-testid="leftover-search"
      />
      <ul className={desk.list} aria-label={t('handover.left', { count: data.length })}>
        {findByName(data, typed).map((one) => (
          <li key={one.number} className={classes.row} data-testid="leftover">
            <span>
              <bdi className={desk.name}>{one.name}</bdi>
              <br />
              <span className={desk.small}>
                No. {one.serial}
                {one.address !== '' && ` · ${t('handover.withAddress')}`}
              </span>
            </span>
            <span className={classes.buttons}>
              <Button
                variant="subtle"
                leftSection={<IconMapPin size={18} aria-hidden="true" />}
                onClick={() => setAddressing(one)}
                data-testid="leftover-address"
              >
                {t('handover.address')}
              </Button>
              <Button
                variant="default"
                disabled={giving}
                onClick={() => give(one.number)}
                data-testid="leftover-give"
              >
                {t('handover.give')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Group gap={8}>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          loading={csv.isPending}
          onClick={() => csv.mutate({ language })}
          data-testid="leftover-csv"
        >
          {t('handover.csv')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconMailbox size={18} aria-hidden="true" />}
          onClick={() => setLabels(true)}
          data-testid="open-labels"
        >
          {t('handover.labels')}
        </Button>
      </Group>
      <WrittenDocument name={csv.data?.document} testId="leftover-document" />
      {addressing && <Address one={addressing} close={() => setAddressing(undefined)} />}
      {labels && <Labels close={() => setLabels(false)} />}
    </>
  );
}

function Address({ one, close }: { readonly one: Leftover; readonly close: () => void }) {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const [values, setValues] = useState({
    postcode: one.postcode,
    address: one.address,
    recipient: one.recipient,
  });
  const save = useMutation(orpc.handover.setAddress.mutationOptions({ onError, onSuccess: close }));
  const field = (name: keyof typeof values, label: string, maxLength: number) => (
    <TextInput
      size="md"
      label={label}
      value={values[name]}
      maxLength={maxLength}
      onChange={({ currentTarget }) => setValues({ ...values, [name]: currentTarget.value })}
      data-testid={`address-${name}`}
    />
  );
  return (
    <Modal opened onClose={close} title={t('handover.addressTitle', { name: one.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ attendeeId: one.attendeeId, ...values });
        }}
      >
        <Stack>
          {field('postcode', t('handover.postcode'), 20)}
          {field('address', t('handover.addressLine'), 300)}
          {field('recipient', t('handover.recipient'), 100)}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} data-testid="address-save">
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Labels({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const language = useLanguage();
  const [skip, setSkip] = useState(0);
  const make = useMutation(orpc.handover.labels.mutationOptions());
  return (
    <Modal opened onClose={close} title={t('handover.labelsTitle')}>
      <Stack>
        <Text size="sm">{t('handover.labelsHint')}</Text>
        <NumberInput
          size="md"
          label={t('handover.skip')}
          min={0}
          max={13}
          value={skip}
          onChange={(value) => setSkip(Number(value))}
        />
        {make.isError && (
          <Text c="red" role="alert">
            {refusal(make.error)}
          </Text>
        )}
        {make.data && <Text role="status">{t('handover.labelsDone', make.data)}</Text>}
        <WrittenDocument name={make.data?.document} testId="labels-document" />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.close')}
          </Button>
          <Button
            leftSection={<IconTag size={18} aria-hidden="true" />}
            loading={make.isPending}
            onClick={() => make.mutate({ skip, language })}
            data-testid="make-labels"
          >
            {t('handover.makeLabels')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
