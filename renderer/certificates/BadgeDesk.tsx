import { ActionIcon, Button, Group, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconCircleDashed,
  IconId,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BadgeChoice, type BadgeHolder } from '../../shared/contract/badges';
import type { AttendeeId } from '../../shared/contract/ids';
import { client, orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import { go } from '../ui/route';
import classes from './Desk.module.css';
import { Filters } from './Filters';
import { Glyphs, HeldBack } from './HeldBack';
import { PersonList } from './PersonList';
import { RunPanel } from './RunPanel';
import { Sheet } from './Sheet';

const chosenBy: Readonly<Record<BadgeChoice, (holder: BadgeHolder) => boolean>> = {
  everyone: () => true,
  participants: ({ role }) => role === 'participant',
  cast: ({ role }) => role !== 'participant',
  notPrinted: ({ printedAt }) => printedAt === null,
};
const drawable = ({ problem }: BadgeHolder) => problem?.instead !== 'nothing';
const badgesASheet = 8;

/** Badges of everybody, eight to a sheet. */
export function BadgeDesk() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(orpc.badges.list.queryOptions());
  const [choice, setChoice] = useState<BadgeChoice>('everyone');
  const [sheet, setSheet] = useState(0);
  const [chosen, setChosen] = useState<AttendeeId>();
  if (!data) return null;
  if (data.length === 0) {
    return (
      <div className={classes.empty} data-testid="no-badges">
        <IconId size={48} stroke={1.3} aria-hidden="true" />
        <Title order={3}>{t('badges.nobody')}</Title>
        <Text c="dimmed">{t('badges.nobodyHint')}</Text>
        <Button size="lg" onClick={() => go('people', 'import')}>
          {t('badges.importPeople')}
        </Button>
      </div>
    );
  }
  const shown = data.filter(chosenBy[choice]);
  const onPaper = shown.filter(drawable);
  const sheets = Math.ceil(onPaper.length / badgesASheet);
  const problems = data.flatMap(({ attendeeId, name, problem }) =>
    problem
      ? [
          {
            id: attendeeId,
            name,
            why: (
              <>
                <Glyphs characters={problem.characters} />
                {t(`badges.instead.${problem.instead}`)}
              </>
            ),
          },
        ]
      : [],
  );
  const pick = (id: AttendeeId) => {
    setChosen(id);
    const index = onPaper.findIndex(({ attendeeId }) => attendeeId === id);
    if (index >= 0) setSheet(Math.floor(index / badgesASheet));
  };
  return (
    <div className={classes.desk}>
      <div className={classes.who}>
        <HeldBack
          title={t('badges.problemTitle', { people: problems.length })}
          hint={t('badges.problemHint')}
          people={problems}
        />
        <Filters
          label={t('badges.filters')}
          testId="badge-counts"
          value={choice}
          choose={(value) => {
            setChoice(value);
            setSheet(0);
          }}
          options={BadgeChoice.options.map((value) => ({
            value,
            label: t(`badges.filter.${value}`),
            count: data.filter(chosenBy[value]).length,
          }))}
        />
        {shown.length > 0 ? (
          <PersonList
            label={t('badges.people')}
            people={shown.toSorted((a, b) => Number(b.problem !== null) - Number(a.problem !== null))}
            chosen={chosen}
            choose={pick}
            testId="badge-row"
            state={(holder) => <State holder={holder} />}
          />
        ) : (
          <div className={classes.empty}>
            <Text c="dimmed">{t(`badges.nothing.${choice}`)}</Text>
          </div>
        )}
      </div>
      <div className={classes.paper} data-beside>
        <SheetPreview
          choice={choice}
          sheet={Math.min(sheet, Math.max(0, sheets - 1))}
          sheets={sheets}
          go={setSheet}
        />
        <RunPanel
          kind="badges"
          count={sheets}
          makePdf={(signal) => client.badges.makeSheet({ choice, language }, { signal })}
          print={(printer, signal) => client.badges.print({ choice, printer, language }, { signal })}
        >
          <Text fw={600} data-testid="badge-run">
            {t('badges.run', {
              choice: t(`badges.filter.${choice}`),
              badges: onPaper.length,
              sheets,
            })}
          </Text>
        </RunPanel>
      </div>
    </div>
  );
}

function State({ holder: { printedAt, problem } }: { readonly holder: BadgeHolder }) {
  const { t } = useTranslation();
  if (problem) {
    return (
      <span className={classes.state} data-kind="heldBack">
        <IconAlertTriangle size={18} aria-hidden="true" />
        {t('badges.state.problem')}
      </span>
    );
  }
  return (
    <span className={classes.state} data-kind={printedAt === null ? 'ready' : 'printed'}>
      {printedAt === null ? (
        <IconCircleDashed size={18} aria-hidden="true" />
      ) : (
        <IconCheck size={18} aria-hidden="true" />
      )}
      {t(printedAt === null ? 'badges.state.notPrinted' : 'badges.state.printed')}
    </span>
  );
}

interface SheetProps {
  readonly choice: BadgeChoice;
  readonly sheet: number;
  readonly sheets: number;
  readonly go: (sheet: number) => void;
}

function SheetPreview({ choice, sheet, sheets, go: turn }: SheetProps) {
  const { t } = useTranslation();
  const { data } = useQuery(
    orpc.badges.preview.queryOptions({ input: { choice, sheet }, placeholderData: keepPreviousData }),
  );
  if (sheets === 0) {
    return (
      <div className={classes.empty}>
        <Text c="dimmed">{t('badges.noSheet')}</Text>
      </div>
    );
  }
  return (
    <div className={classes.sheets}>
      <Sheet svg={data?.svg} orientation="portrait" testId="badge-preview" />
      <Group justify="center" gap="md">
        <ActionIcon
          size={44}
          variant="default"
          aria-label={t('badges.previousSheet')}
          disabled={sheet === 0}
          onClick={() => turn(sheet - 1)}
        >
          <IconChevronLeft size={20} aria-hidden="true" />
        </ActionIcon>
        <Text>{t('badges.sheet', { sheet: sheet + 1, sheets })}</Text>
        <ActionIcon
          size={44}
          variant="default"
          aria-label={t('badges.nextSheet')}
          disabled={sheet + 1 >= sheets}
          onClick={() => turn(sheet + 1)}
        >
          <IconChevronRight size={20} aria-hidden="true" />
        </ActionIcon>
      </Group>
    </div>
  );
}
