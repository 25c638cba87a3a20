import { Group, NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BadgePaper } from '../../shared/contract/desk';
import type { AttendeeId } from '../../shared/contract/ids';
import type { RevokeReason } from '../../shared/domain/verdict';
import { client, isStation, orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import { useRefusalText, useShowRefusal } from '../ui/refusal';
import classes from './Panel.module.css';

/** Where a single badge goes; without a printer it becomes a PDF. */
export interface BadgeDestination {
  readonly paper: BadgePaper;
  readonly printer: string | null;
}

/** The choice of paper and printer of this machine; the last ones are remembered. */
export function useBadgeDestination(): {
  readonly to: BadgeDestination;
  readonly printers: readonly { readonly name: string; readonly displayName: string }[];
  readonly choose: (next: Partial<BadgeDestination>) => void;
} {
  const showRefusal = useShowRefusal();
  const { data } = useQuery({ ...orpc.printing.printers.queryOptions(), staleTime: 0 });
  const { data: remembered } = useQuery({ ...orpc.desk.badgePaper.queryOptions(), staleTime: 0 });
  const [chosen, setChosen] = useState<Partial<BadgeDestination>>({});
  const to = { paper: remembered ?? 'label', printer: data?.chosen.badges ?? null, ...chosen };
  return {
    to,
    printers: data?.printers ?? [],
    choose: (next) => {
      setChosen({ ...chosen, ...next });
      // Another machine's page chooses for itself; what is remembered is the host's.
      if (next.printer && !isStation)
        client.printing.choosePrinter({ what: 'badges', printer: next.printer }).catch(showRefusal);
    },
  };
}

/** Asks for paper and printer, in one line. */
export function BadgeDestinationFields({
  destination: { to, printers, choose },
}: {
  readonly destination: ReturnType<typeof useBadgeDestination>;
}) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" wrap="nowrap" className={classes.destination ?? ''}>
      <NativeSelect
        label={t('desk.paper')}
        value={to.paper}
        onChange={(event) => choose({ paper: BadgePaper.parse(event.currentTarget.value) })}
        data={BadgePaper.options.map((paper) => ({ value: paper, label: t(`desk.paperKind.${paper}`) }))}
        data-testid="badge-paper"
      />
      <NativeSelect
        label={t('desk.printer')}
        value={to.printer ?? ''}
        onChange={(event) => choose({ printer: event.currentTarget.value || null })}
        data={[
          { value: '', label: t('desk.toPdf') },
          ...printers.map(({ name, displayName }) => ({ value: name, label: displayName })),
        ]}
        className={classes.printer ?? ''}
        data-testid="badge-printer"
      />
    </Group>
  );
}

/** Prints one badge while the lane goes on; a notice says how it went, and a failed one how to try again. */
export function usePrintBadge(): (
  who: { readonly id: AttendeeId; readonly name: string },
  replace: RevokeReason | null,
  to: BadgeDestination,
) => void {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const language = useLanguage();
  return ({ id: attendeeId, name }, replace, to) => {
    const notice = notifications.show({
      loading: true,
      autoClose: false,
      message: t('desk.printing', { name }),
    });
    client.desk.printBadge({ attendeeId, replace, language, ...to }).then(
      ({ document }) =>
        notifications.update({
          id: notice,
          loading: false,
          autoClose: 6000,
          message: document === null ? t('desk.printed', { name }) : t('desk.written', { name, document }),
        }),
      (error: unknown) =>
        notifications.update({
          id: notice,
          loading: false,
          color: 'red',
          autoClose: false,
          message: `${refusalText(error)} ${t('desk.printLater')}`,
        }),
    );
  };
}
