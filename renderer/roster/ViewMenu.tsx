import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconBookmarks, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventId } from '../../shared/contract/ids';
import { orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useEvents } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import classes from './RosterPage.module.css';
import type { RosterView } from './useRosterView';

interface Props {
  readonly view: RosterView;
  readonly eventId: EventId | null;
}

/** Lists that were kept under a name: filter and columns, and the event that the filter asks about. */
export function ViewMenu({ view, eventId }: Props) {
  const { t } = useTranslation();
  const text = useBilingual();
  const events = useEvents();
  const titleOf = (id: EventId | null) => {
    const event = events.find((one) => one.id === id);
    return event && text(event.title, event.titleEn);
  };
  const onError = useShowRefusal();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const { data: views = [] } = useQuery(orpc.roster.views.queryOptions());
  const save = useMutation(orpc.roster.saveView.mutationOptions({ onError, onSuccess: () => setName('') }));
  const remove = useMutation(orpc.roster.removeView.mutationOptions({ onError }));
  return (
    <Popover position="bottom-end" width={320} shadow="md" opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Tooltip label={t('people.views.title')}>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={t('people.views.title')}
            onClick={() => setOpened(!opened)}
            data-testid="people-views"
          >
            <IconBookmarks size={20} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''}>
        <Text fw={700}>{t('people.views.title')}</Text>
        {views.length === 0 && (
          <Text c="dimmed" size="sm">
            {t('people.views.none')}
          </Text>
        )}
        <Stack gap={4}>
          {views.map((saved) => (
            <Group key={saved.id} gap={4} wrap="nowrap">
              <Button
                variant="subtle"
                justify="flex-start"
                h="auto"
                mih={44}
                py={4}
                className={classes.savedView ?? ''}
                onClick={() => {
                  view.open(saved);
                  setOpened(false);
                }}
                data-testid="people-view"
              >
                <span className={classes.savedName}>
                  {saved.name}
                  {saved.eventId !== null && (
                    <Text span size="sm" c="dimmed" display="block" truncate="end">
                      {titleOf(saved.eventId) ?? t('people.views.eventGone')}
                    </Text>
                  )}
                </span>
              </Button>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('people.views.remove', { name: saved.name })}
                onClick={() => remove.mutate({ id: saved.id })}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
        <form
          className={classes.saveView}
          onSubmit={(submitted) => {
            submitted.preventDefault();
            const { filter, columns } = view;
            const kept = view.asksEvent ? eventId : view.eventId;
            save.mutate({ id: crypto.randomUUID(), name: name.trim(), filter, columns, eventId: kept });
          }}
        >
          <TextInput
            size="md"
            aria-label={t('people.views.name')}
            placeholder={t('people.views.name')}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="people-view-name"
          />
          <Button
            type="submit"
            disabled={name.trim() === ''}
            loading={save.isPending}
            data-testid="people-view-save"
          >
            {t('people.views.save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
