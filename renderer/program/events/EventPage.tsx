import { Button } from '@mantine/core';
import { IconArrowLeft, IconCalendarDown, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../../shared/contract/events';
import { client, orpc } from '../../client';
import { useSaveDocument } from '../../rundown/editor/useSaveDocument';
import { useBilingual, useLanguage } from '../../ui/i18n';
import { useEvents } from '../../ui/program';
import { useShowRefusal } from '../../ui/refusal';
import { go } from '../../ui/route';
import { useNow } from '../../ui/time';
import { EventForm } from './EventForm';
import classes from './EventPage.module.css';
import { InvitationList } from './InvitationList';
import { useUndoNotice } from './undoNotice';
import { useEventDraft } from './useEventDraft';

/** One event of the program to be edited, with its invitations; `new`: one to be added. */
export function EventPage({ asked }: { readonly asked: string | undefined }) {
  const events = useEvents();
  const event = events.find(({ id }) => id === asked);
  if (asked !== 'new' && !event) return <Gone waiting={events.length === 0} />;
  return <Editor key={event?.id ?? 'new'} event={event} />;
}

function Gone({ waiting }: { readonly waiting: boolean }) {
  const { t } = useTranslation();
  if (waiting) return null;
  return (
    <div className={classes.page}>
      <Back />
      <p>{t('events.gone')}</p>
    </div>
  );
}

function Back() {
  const { t } = useTranslation();
  return (
    <Button
      variant="subtle"
      leftSection={<IconArrowLeft size={20} />}
      onClick={() => go('program')}
      className={classes.back ?? ''}
      data-testid="event-back"
    >
      {t('rules.back')}
    </Button>
  );
}

function Editor({ event }: { readonly event: EventSummary | undefined }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const language = useLanguage();
  const onError = useShowRefusal();
  const say = useUndoNotice();
  const written = useSaveDocument();
  const draft = useEventDraft(event, useNow(3_600_000));
  const put = useMutation(
    orpc.events.put.mutationOptions({
      onError,
      onSuccess: ({ id, before }) => {
        draft.reset();
        if (before) {
          say(t('events.saved'), () => client.events.put({ id, event: before }));
        } else {
          say(t('events.added'), () => client.events.remove({ eventId: id }).then(() => go('program')));
          go('program', 'event', id);
        }
      },
    }),
  );
  const remove = useMutation(
    orpc.events.remove.mutationOptions({
      onError,
      onSuccess: (_, { eventId }) => {
        say(t('events.removed'), () =>
          client.events.restore({ eventId }).then(() => go('program', 'event', eventId)),
        );
        go('program');
      },
    }),
  );
  return (
    <div className={classes.page}>
      <header>
        <Back />
        <div className={classes.head}>
          <h1 className={classes.title}>{event ? text(event.title, event.titleEn) : t('events.newTitle')}</h1>
          {event && (
            <div className={classes.tools}>
              <Button
                variant="default"
                leftSection={<IconCalendarDown size={20} />}
                onClick={() => written(client.events.calendar({ eventId: event.id, language }))}
                data-testid="event-calendar"
              >
                {t('events.calendar')}
              </Button>
              <Button
                variant="default"
                color="red"
                leftSection={<IconTrash size={20} />}
                loading={remove.isPending}
                onClick={() => remove.mutate({ eventId: event.id })}
                data-testid="event-remove"
              >
                {t('events.remove')}
              </Button>
            </div>
          )}
        </div>
      </header>
      <div className={event ? classes.columns : classes.single}>
        <EventForm
          draft={draft}
          fresh={!event}
          saving={put.isPending}
          onSave={() => put.mutate({ id: event?.id ?? null, event: draft.edit })}
        />
        {event && <InvitationList event={event} />}
      </div>
    </div>
  );
}
