import { Badge, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/contract/roster';
import { useTimeFormat } from '../ui/time';
import { Completion } from './Completion';
import classes from './PersonRow.module.css';
import { TrackMarks } from './TrackMarks';

interface Props {
  readonly person: Person;
  readonly withPresence: boolean;
  readonly zone: string | undefined;
  readonly onOpen: () => void;
}

/** A person in the list. The name is the button that opens what is known of them; the row only makes its target larger. */
export function PersonRow({ person, withPresence, zone, onOpen }: Props) {
  const { t } = useTranslation();
  const { time } = useTimeFormat(zone);
  return (
    <tr
      className={classes.row}
      onClick={onOpen}
      data-testid="person-row"
      data-id={person.id}
      data-role={person.role}
    >
      <td>
        <div className={classes.nameCell}>
          <UnstyledButton
            className={classes.name ?? ''}
            onClick={onOpen}
            aria-label={t('people.detail', { name: person.name })}
          >
            <span className={classes.names}>
              <Text span fw={600} truncate="end">
                {person.name}
              </Text>
              {person.nameLatin !== person.name && (
                <Text span size="sm" c="dimmed" truncate="end">
                  {person.nameLatin}
                </Text>
              )}
            </span>
          </UnstyledButton>
          {person.sharesName && (
            <Tooltip label={t('people.sharesNameHint')} multiline maw={280}>
              <Badge
                variant="light"
                color="orange"
                size="lg"
                leftSection={<IconUsers size={14} />}
                className={classes.badge ?? ''}
                data-testid="shares-name"
              >
                {t('people.sharesName')}
              </Badge>
            </Tooltip>
          )}
          {person.role !== 'participant' && (
            <Badge variant="light" size="lg" className={classes.badge ?? ''}>
              {t(`people.role.${person.role}`)}
            </Badge>
          )}
        </div>
      </td>
      <td>
        <Text truncate="end">{person.affiliation || person.title}</Text>
      </td>
      <td>{person.team}</td>
      <td>{person.phoneLast4}</td>
      <td>{person.eligibility && <TrackMarks findings={person.eligibility.findings} />}</td>
      <td>{person.eligibility && <Completion complete={person.eligibility.eligible} />}</td>
      {withPresence && (
        <td>
          {person.presentAt !== null && (
            <span className={classes.present}>
              <IconCheck size={18} aria-hidden="true" />
              {time(person.presentAt)}
            </span>
          )}
        </td>
      )}
    </tr>
  );
}
