import { ActionIcon, Button, MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Track } from '../../shared/domain/tracks';
import { orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useEvents } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import classes from './RulesPage.module.css';

/** One track, edited in place. */
export function TrackCard({ track }: { readonly track: Track }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const events = useEvents();
  const onError = useShowRefusal();
  const [edited, setEdited] = useState<Track>();
  const put = useMutation(
    orpc.rules.putTrack.mutationOptions({ onError, onSuccess: () => setEdited(undefined) }),
  );
  const remove = useMutation(orpc.rules.removeTrack.mutationOptions({ onError }));
  const shown = edited ?? track;
  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate(shown);
      }}
      data-testid={`track-${track.id}`}
    >
      <div className={classes.row}>
        <span className={classes.kind}>{t(`rules.kind.${track.kind}`)}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t('rules.removeTrack', { name: text(track.title, track.titleEn) })}
          onClick={() => remove.mutate({ id: track.id })}
        >
          <IconTrash size={20} />
        </ActionIcon>
      </div>
      <TextInput
        label={t('rules.name')}
        value={shown.title}
        maxLength={200}
        onChange={(e) => setEdited({ ...shown, title: e.currentTarget.value })}
      />
      <TextInput
        label={t('rules.nameEn')}
        value={shown.titleEn}
        maxLength={200}
        onChange={(e) => setEdited({ ...shown, titleEn: e.currentTarget.value })}
      />
      {shown.kind === 'course' && (
        <NumberInput
          label={t('rules.parts')}
          value={shown.config.parts}
          min={1}
          max={1000}
          onChange={(value) => typeof value === 'number' && setEdited({ ...shown, config: { parts: value } })}
        />
      )}
      {shown.kind === 'attendance' && (
        <MultiSelect
          label={t('rules.events')}
          value={[...shown.config.events]}
          data={events.map((event) => ({ value: event.code, label: text(event.title, event.titleEn) }))}
          onChange={(codes) => setEdited({ ...shown, config: { events: codes } })}
          searchable
        />
      )}
      {edited && (
        <Button type="submit" loading={put.isPending} disabled={shown.title.trim() === ''}>
          {t('common.save')}
        </Button>
      )}
    </form>
  );
}
