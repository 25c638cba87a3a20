import { Button, CloseButton, Kbd, Menu, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconId, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import type { Person } from '../../shared/contract/roster';
import { RevokeReason } from '../../shared/domain/verdict';
import { client, orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useShowRefusal } from '../ui/refusal';
import { ConfirmPerson } from './ConfirmPerson';
import { FoundPeople } from './FoundPeople';
import { ScanLine } from './ScanToast';
import classes from './SearchPanel.module.css';
import { useScanner } from './scanner';

const most = 7;

/** Finds people by name, initial consonants, Latin letters or the last digits of the phone, and admits the one chosen. */
export function SearchPanel({
  event,
  onClose,
}: {
  readonly event: EventSummary;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { shown, fresh } = useScanner();
  const [confirming, setConfirming] = useState<Person>();
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const asked = text.trim();
  const { data } = useQuery({
    ...orpc.roster.search.queryOptions({ input: { text: asked, eventId: event.id, limit: most } }),
    enabled: asked !== '',
    // Who is in changes with every scan.
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const people = asked === '' ? [] : (data ?? []);
  const person = people[Math.min(chosen, people.length - 1)];

  const admit = (who: Person) => setConfirming(who);
  const pressed = (key: KeyboardEvent) => {
    // The Enter that ends a Hangul composition chooses nobody yet.
    if (key.nativeEvent.isComposing) return;
    if (key.key === 'Escape') onClose();
    else if (key.key === 'ArrowDown') setChosen(Math.min(chosen + 1, people.length - 1));
    else if (key.key === 'ArrowUp') setChosen(Math.max(chosen - 1, 0));
    else if (key.key === 'Enter' && person && key.target instanceof HTMLInputElement) admit(person);
    else return;
    key.preventDefault();
  };

  if (confirming) {
    return (
      <ConfirmPerson
        person={confirming}
        said={/^\d{4}$/.test(asked) ? asked : ''}
        onBack={() => setConfirming(undefined)}
        onDone={onClose}
      />
    );
  }
  return (
    <div className={classes.panel} role="dialog" aria-label={t('door.searchTitle')} onKeyDown={pressed}>
      <div className={classes.top}>
        <TextInput
          className={classes.input ?? ''}
          size="xl"
          autoFocus
          aria-label={t('door.searchTitle')}
          placeholder={t('door.searchPlaceholder')}
          leftSection={<IconSearch size={26} aria-hidden="true" />}
          value={text}
          onChange={(change) => {
            setText(change.currentTarget.value);
            setChosen(0);
          }}
          role="combobox"
          aria-expanded={people.length > 0}
          aria-controls={listId}
          aria-activedescendant={person ? `${listId}-${person.id}` : undefined}
          data-testid="search-input"
        />
        <CloseButton size="xl" onClick={onClose} aria-label={t('common.close')} data-testid="search-close" />
      </div>
      <div className={classes.list} id={listId} role="listbox" aria-label={t('door.searchTitle')}>
        <FoundPeople
          listId={listId}
          people={people}
          chosen={person}
          zone={event.zone}
          onPoint={setChosen}
          onAdmit={admit}
        />
      </div>
      {people.length === 0 && (
        <Text size="lg" c="dimmed" className={classes.empty ?? ''} role="status">
          {asked === '' ? t('door.searchStart') : t('door.searchNone', { text: asked })}
        </Text>
      )}
      <div className={classes.foot}>
        {shown && fresh && shown.eventId === event.id ? (
          <ScanLine shown={shown} zone={event.zone} />
        ) : (
          <Text c="dimmed" className={classes.hint ?? ''}>
            {t('door.searchHint')}
          </Text>
        )}
        {person && <ReplaceBadge person={person} />}
        <Button
          disabled={!person}
          onClick={() => person && admit(person)}
          rightSection={<Kbd>Enter</Kbd>}
          data-testid="search-admit"
        >
          {t('door.admit')}
        </Button>
      </div>
    </div>
  );
}

/** Takes the person's badge out of use and makes a new one; asks why. */
function ReplaceBadge({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const showRefusal = useShowRefusal();
  const replace = (reason: RevokeReason) =>
    client.checkin.revokeBadge({ attendeeId: person.id, reason }).then(
      () =>
        notifications.show({
          message: t('door.replaced', { name: text(person.name, person.nameLatin) }),
          autoClose: 8000,
        }),
      showRefusal,
    );
  return (
    <Menu position="top-end" width={300}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconId size={20} aria-hidden="true" />}
          data-testid="replace-badge"
        >
          {t('door.replaceBadge')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('door.replaceBadgeWhy')}</Menu.Label>
        {RevokeReason.options.map((reason) => (
          <Menu.Item
            key={reason}
            className={classes.reason ?? ''}
            onClick={() => replace(reason)}
            data-testid={`replace-${reason}`}
          >
            {t(`verdict.reason.${reason}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
