import { Tooltip } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import type { Person } from '../../shared/contract/roster';
import classes from './TrackMarks.module.css';
import { type Finding, useFindingText } from './useFindingText';

/** Three small marks, one a requirement: filled with a tick where it is met; how far, where that can be counted. */
export function TrackMarks({
  findings,
}: {
  readonly findings: NonNullable<Person['eligibility']>['findings'];
}) {
  const text = useFindingText();
  return (
    <span className={classes.marks}>
      {findings.map((finding, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule may ask the same of two tracks; their place is what they are
        <Tooltip key={i} label={text(finding)}>
          <span
            className={classes.mark}
            data-met={finding.met || undefined}
            role="img"
            aria-label={text(finding)}
          >
            <Sign finding={finding} />
          </span>
        </Tooltip>
      ))}
    </span>
  );
}

function Sign({ finding }: { readonly finding: Finding }) {
  if (finding.met) return <IconCheck size={16} stroke={3} />;
  if (finding.kind === 'courseComplete' && finding.of > 0) return <>{`${finding.done}/${finding.of}`}</>;
  return <IconMinus size={16} />;
}
