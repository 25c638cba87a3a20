import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../shared/contract/ids';
import type { PrivacyReport } from '../../shared/contract/privacy';
import { WrittenDocument } from '../certificates/WrittenDocument';
import { orpc } from '../client';
import { useEraseWords } from '../ui/eraseWords';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';

/** What is kept about a person: into a file, or erased. */
export function PersonPrivacy({ id, name }: { readonly id: AttendeeId; readonly name: string }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const rehearsal = useProgram().clock.kind === 'rehearsal';
  const [erasing, setErasing] = useState(false);
  const write = useMutation(orpc.privacy.export.mutationOptions({ onError: showRefusal }));
  return (
    <section data-testid="person-privacy">
      <Text fw={700} mb="xs">
        {t('privacy.title')}
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        {t('privacy.hint')}
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          loading={write.isPending}
          onClick={() => write.mutate({ id })}
          data-testid="privacy-export"
        >
          {t('privacy.export')}
        </Button>
        <Button
          variant="default"
          c={rehearsal ? 'dimmed' : 'red'}
          disabled={rehearsal}
          onClick={() => setErasing(true)}
          data-testid="privacy-erase"
        >
          {t('privacy.erase')}
        </Button>
      </Group>
      {rehearsal && (
        <Text size="sm" c="dimmed" mt="xs" data-testid="privacy-rehearsal">
          {t('refusal.privacy.rehearsal')}
        </Text>
      )}
      <WrittenDocument name={write.data?.document} testId="privacy-document" />
      {erasing && <EraseDialog id={id} name={name} onClose={() => setErasing(false)} />}
    </section>
  );
}

function EraseDialog({
  id,
  name,
  onClose,
}: {
  readonly id: AttendeeId;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const words = useEraseWords();
  const [typed, setTyped] = useState('');
  const { data } = useQuery({ ...orpc.privacy.about.queryOptions({ input: { id } }), staleTime: 0 });
  const erase = useMutation(
    orpc.privacy.erase.mutationOptions({
      onError: showRefusal,
      onSuccess: ({ mentions, left }) => {
        const done =
          mentions.length === 0
            ? t('privacy.doneWhole')
            : t('privacy.done', { where: words.where(mentions) });
        const undone = words.left(left);
        notifications.show({
          color: undone.length > 0 ? 'orange' : 'teal',
          message: [done, ...undone].join(' '),
          autoClose: false,
        });
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('privacy.eraseTitle', { name })} size="lg">
      <Stack gap="md" data-testid="erase-dialog">
        <Text>{t('privacy.what')}</Text>
        {data && <Kept report={data} />}
        <TextInput
          label={t('privacy.typed')}
          placeholder={name}
          value={typed}
          onChange={(change) => setTyped(change.currentTarget.value)}
          data-testid="erase-typed"
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            disabled={!data || typed.normalize('NFC').trim() !== name}
            loading={erase.isPending}
            onClick={() => erase.mutate({ id, typed })}
            data-testid="erase-confirm"
          >
            {t('privacy.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What survives an erasing, and what it does not reach. */
function Kept({ report: { survives, outside } }: { readonly report: PrivacyReport }) {
  const { t } = useTranslation();
  const words = useEraseWords();
  const stays = [
    ...(survives.journalRows > 0 ? [t('privacy.journal', { count: survives.journalRows })] : []),
    ...survives.certificates.map(({ serial, drawingSha256 }) =>
      t('privacy.certificate', { serial, hash: drawingSha256.slice(0, 12) }),
    ),
  ];
  return (
    <>
      <Lines title={t('privacy.survives')} lines={stays} />
      <Lines title={t('privacy.outside')} lines={words.outside(outside)} />
    </>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text fw={600}>{title}</Text>
      {(lines.length === 0 ? [t('privacy.none')] : lines).map((line) => (
        <Text key={line} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {line}
        </Text>
      ))}
    </div>
  );
}
