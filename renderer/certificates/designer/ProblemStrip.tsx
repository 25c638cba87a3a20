import { Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HeldBack } from '../../../shared/contract/certificates';
import { useProblemText } from '../problemText';
import classes from './Designer.module.css';

/** What is wrong with the sheet as it is drawn, live; a press picks the element concerned. */
export function ProblemStrip({
  problems,
  drawn,
  choose,
}: {
  readonly problems: readonly HeldBack[];
  readonly drawn: boolean;
  readonly choose: (element: string) => void;
}) {
  const { t } = useTranslation();
  const told = useProblemText();
  if (!drawn) return <div className={classes.strip} />;
  return (
    <div className={classes.strip} role="status" data-testid="design-problems">
      {problems.length === 0 ? (
        <Text size="sm" className={classes.fine ?? ''}>
          <IconCheck size={16} aria-hidden="true" /> {t('designer.noProblems')}
        </Text>
      ) : (
        problems.map((problem) => (
          <UnstyledButton
            key={`${problem.kind} ${problem.element}`}
            className={classes.trouble ?? ''}
            onClick={() => choose(problem.element)}
          >
            <IconAlertTriangle size={16} aria-hidden="true" /> <strong>{problem.element}</strong>{' '}
            {told(problem)}
          </UnstyledButton>
        ))
      )}
    </div>
  );
}
