import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useRefusalText } from '../ui/refusal';

/** How serials are written from the next one on. */
export function SerialPatternDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const { data } = useQuery(orpc.register.serials.queryOptions());
  const [typed, setTyped] = useState<string>();
  const save = useMutation(
    orpc.register.setSerials.mutationOptions({
      onSuccess: () => {
        notifications.show({ color: 'teal', message: t('register.serialsSaved') });
        close();
      },
    }),
  );
  if (!data) return null;
  const pattern = typed ?? data.pattern;
  return (
    <Modal opened onClose={close} title={t('register.serials')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ pattern });
        }}
      >
        <Stack>
          <Text size="sm">{t('register.serialsHint')}</Text>
          <TextInput
            size="md"
            label={t('register.serials')}
            description={t('register.serialsNext', { next: data.next })}
            value={pattern}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            error={save.isError ? refusal(save.error) : null}
            data-autofocus
            data-testid="serial-pattern-text"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} data-testid="serial-pattern-save">
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
