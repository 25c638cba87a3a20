import { Button, Group, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconTag, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../shared/contract/ids';
import { client, orpc } from '../client';
import { useUndoNotice } from '../program/events/undoNotice';
import { useShowRefusal } from '../ui/refusal';
import classes from './RosterPage.module.css';

interface Props {
  readonly ids: readonly AttendeeId[];
  readonly onClear: () => void;
}

/** What can be done to everybody who is ticked. */
export function BulkBar({ ids, onClear }: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  return (
    <div className={classes.bulk} data-testid="bulk-bar">
      <Text fw={600}>{t('people.bulk.count', { count: ids.length })}</Text>
      <Button leftSection={<IconTag size={18} />} onClick={() => setEditing(true)} data-testid="bulk-edit">
        {t('people.bulk.edit')}
      </Button>
      <Button variant="default" leftSection={<IconX size={18} />} onClick={onClear}>
        {t('people.bulk.clear')}
      </Button>
      {editing && <BulkDialog ids={ids} onClose={() => setEditing(false)} />}
    </div>
  );
}

function BulkDialog({ ids, onClose }: { readonly ids: readonly AttendeeId[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const say = useUndoNotice();
  const { data: tags = [] } = useQuery(orpc.roster.tags.queryOptions());
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const [attention, setAttention] = useState<string>();
  const edit = useMutation(
    orpc.roster.editMany.mutationOptions({
      onError,
      onSuccess: ({ number, changed }) => {
        onClose();
        say(t('people.more.edited', { count: changed }), () => client.roster.undoMany({ number }));
      },
    }),
  );
  const nothing = add.length === 0 && remove.length === 0 && attention === undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.bulk.title', { count: ids.length })}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          edit.mutate({ ids, change: { addTags: add, removeTags: remove, attention: attention ?? null } });
        }}
      >
        <Stack>
          <TagsInput
            size="md"
            label={t('people.bulk.addTags')}
            data={[...tags]}
            value={add}
            onChange={setAdd}
            maxTags={10}
            data-testid="bulk-add"
          />
          <TagsInput
            size="md"
            label={t('people.bulk.removeTags')}
            data={[...tags]}
            value={remove}
            onChange={setRemove}
            maxTags={10}
            data-testid="bulk-remove"
          />
          <TextInput
            size="md"
            label={t('people.more.attention')}
            description={t('people.bulk.attentionHint')}
            value={attention ?? ''}
            maxLength={300}
            onChange={(event) => setAttention(event.currentTarget.value)}
            data-testid="bulk-attention"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={nothing} loading={edit.isPending} data-testid="bulk-save">
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
