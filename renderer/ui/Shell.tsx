import { Button, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import {
  IconAward,
  IconCalendarEvent,
  IconChevronDown,
  IconDoorEnter,
  IconHome,
  IconMicrophone2,
  IconSearch,
  IconUsers,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { NetworkLight } from '../stations/NetworkLight';
import { jobsOf, useAccess } from './access';
import { BackupBanner, BackupLine } from './BackupLine';
import { ClockBanner } from './ClockBanner';
import { useBilingual } from './i18n';
import { LanguageSwitch } from './LanguageSwitch';
import { LockButton } from './LockButton';
import { Palette, usePalette } from './Palette';
import { useChosenEvent, useEvents, useProgram } from './program';
import { RehearsalBanner } from './RehearsalBanner';
import { go, type Job } from './route';
import classes from './Shell.module.css';
import { TroubleBanner } from './TroubleBanner';
import { useNow, useTimeFormat } from './time';

const icons: Readonly<Record<Job, typeof IconHome>> = {
  today: IconHome,
  people: IconUsers,
  door: IconDoorEnter,
  stage: IconMicrophone2,
  certificates: IconAward,
  program: IconCalendarEvent,
};

function EventChooser() {
  const { t } = useTranslation();
  const events = useEvents();
  const chosen = useChosenEvent();
  const text = useBilingual();
  const { shortDay } = useTimeFormat();
  if (events.length === 0) return null;
  return (
    <Menu position="bottom-start" width={420}>
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={18} />}
          className={classes.event ?? ''}
          data-testid="choose-event"
        >
          {chosen ? text(chosen.title, chosen.titleEn) : t('shell.chooseEvent')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {events.map((event) => (
          <Menu.Item
            key={event.id}
            onClick={() => void client.program.chooseEvent({ eventId: event.id })}
            data-testid={`event-${event.code}`}
          >
            <Text fw={600}>{text(event.title, event.titleEn)}</Text>
            <Text size="sm" c="dimmed">
              {shortDay(event.startsAt)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Clock() {
  const { shortDay, seconds } = useTimeFormat();
  const now = useNow();
  return (
    <Group gap="xs" wrap="nowrap">
      <Text c="dimmed" className={classes.date ?? ''}>
        {shortDay(now)}
      </Text>
      <Text fw={700} className={classes.clock ?? ''} data-testid="clock">
        {seconds(now)}
      </Text>
    </Group>
  );
}

/** The frame of the main window: the rail of jobs, the top line, and the banner of a rehearsal. */
export function Shell({ job, children }: { readonly job: Job; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const program = useProgram();
  const { role } = useAccess();
  const text = useBilingual();
  const [palette, setPalette] = usePalette();
  return (
    <div className={classes.frame}>
      {role === 'organizer' && <Palette opened={palette} onClose={() => setPalette(false)} />}
      <nav className={classes.rail} aria-label={t('shell.jobs')}>
        <div className={classes.mark} aria-hidden="true">
          S
        </div>
        {jobsOf(role).map((name) => {
          const Icon = icons[name];
          return (
            <UnstyledButton
              key={name}
              className={classes.job ?? ''}
              data-active={name === job || undefined}
              aria-current={name === job ? 'page' : undefined}
              onClick={() => go(name)}
              data-testid={`job-${name}`}
            >
              <Icon size={26} stroke={1.6} aria-hidden="true" />
              <span>{t(`shell.job.${name}`)}</span>
            </UnstyledButton>
          );
        })}
      </nav>
      <div className={classes.main}>
        <RehearsalBanner ending={role === 'organizer'} />
        <BackupBanner />
        <ClockBanner />
        <TroubleBanner />
        <header className={classes.top}>
          <Group gap="sm" wrap="nowrap" className={classes.names ?? ''}>
            <Text fw={700} truncate="end">
              {text(program.name, program.nameEn)}
            </Text>
            <EventChooser />
          </Group>
          <Group gap="sm" wrap="nowrap" className={classes.tools ?? ''}>
            {role === 'organizer' && (
              <Button
                variant="default"
                leftSection={<IconSearch size={18} aria-hidden="true" />}
                onClick={() => setPalette(true)}
                className={classes.find ?? ''}
                data-testid="open-palette"
              >
                {t('palette.open')} <kbd className={classes.kbd}>Ctrl K</kbd>
              </Button>
            )}
            <NetworkLight />
            <LockButton />
            <BackupLine />
            <Clock />
            <LanguageSwitch />
          </Group>
        </header>
        <main className={classes.page}>{children}</main>
      </div>
    </div>
  );
}
