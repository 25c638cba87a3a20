import { Button, Group, Modal, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Offset } from '../../shared/contract/spool';
import { calibrationInset, offsetMeasured } from '../../shared/domain/calibrationSheet';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';

type Measured = { readonly left: number; readonly top: number };
const right: Measured = { left: calibrationInset, top: calibrationInset };
const none = { x: 0, y: 0 };

/** Sets by how much a printer's sheets are shifted, from what was measured on a sheet that it printed. */
export function OffsetDialog({ printer, close }: { readonly printer: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const [sides, setSides] = useState<'front' | 'duplex'>('front');
  const [front, setFront] = useState(right);
  const [back, setBack] = useState(right);
  const { data: now } = useQuery(orpc.spool.offset.queryOptions({ input: { printer } }));
  const calibrate = useMutation(
    orpc.spool.calibrate.mutationOptions({
      onError,
      onSuccess: () => notifications.show({ color: 'teal', message: t('offset.printed', { printer }) }),
    }),
  );
  const save = useMutation(
    orpc.spool.setOffset.mutationOptions({
      onError,
      onSuccess: () => {
        setFront(right);
        setBack(right);
        notifications.show({ color: 'teal', message: t('offset.saved', { printer }) });
      },
    }),
  );
  if (!now) return null;
  const set = (offset: Offset) => save.mutate({ printer, offset });
  const limit = (value: number) => Math.max(-20, Math.min(20, value));
  const measured = (side: { x: number; y: number }, found: Measured) => {
    const { x, y } = offsetMeasured(side, found);
    return { x: limit(x), y: limit(y) };
  };
  const fields = (
    side: 'front' | 'back',
    found: Measured,
    change: (found: Measured) => void,
    offset: { x: number; y: number },
  ) => (
    <Stack gap={8}>
      <Group justify="space-between">
        <Text fw={600}>{t(`offset.${side}`)}</Text>
        <Text size="sm" c="dimmed" data-testid={`offset-${side}`}>
          {t('offset.now', { x: offset.x, y: offset.y })}
        </Text>
      </Group>
      <Group grow>
        {(['left', 'top'] as const).map((edge) => (
          <NumberInput
            key={edge}
            size="md"
            label={t(`offset.${edge}`)}
            value={found[edge]}
            min={0}
            max={40}
            step={0.5}
            decimalScale={1}
            onChange={(value) => change({ ...found, [edge]: Number(value) })}
            data-testid={`offset-${side}-${edge}`}
          />
        ))}
      </Group>
    </Stack>
  );
  return (
    <Modal opened onClose={close} title={t('offset.title', { printer })} size="lg">
      <Stack>
        <Text size="sm">{t('offset.hint')}</Text>
        <Group justify="space-between">
          <SegmentedControl
            size="md"
            aria-label={t('certificates.sides')}
            value={sides}
            onChange={(value) => setSides(value === 'duplex' ? 'duplex' : 'front')}
            data={(['front', 'duplex'] as const).map((value) => ({
              value,
              label: t(`certificates.sidesName.${value}`),
            }))}
          />
          <Button
            variant="default"
            loading={calibrate.isPending}
            onClick={() => calibrate.mutate({ printer, sides })}
            data-testid="offset-print"
          >
            {t('offset.print')}
          </Button>
        </Group>
        {fields('front', front, setFront, now.front)}
        {sides === 'duplex' && fields('back', back, setBack, now.back)}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => set({ front: none, back: none })}>
            {t('offset.reset')}
          </Button>
          <Button
            loading={save.isPending}
            onClick={() => set({ front: measured(now.front, front), back: measured(now.back, back) })}
            data-testid="offset-apply"
          >
            {t('offset.apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
