import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconCopy,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Alignment, alignments } from '../../../shared/domain/templateArrange';
import classes from './Designer.module.css';

const alignIcons: Readonly<Record<Alignment, typeof IconCopy>> = {
  left: IconLayoutAlignLeft,
  center: IconLayoutAlignCenter,
  right: IconLayoutAlignRight,
  top: IconLayoutAlignTop,
  middle: IconLayoutAlignMiddle,
  bottom: IconLayoutAlignBottom,
};

interface Props {
  readonly count: number;
  readonly align: (how: Alignment) => void;
  readonly distribute: (axis: 'across' | 'down') => void;
  readonly duplicate: () => void;
  readonly remove: () => void;
}

/** Lines up what is picked (one: with the sheet), spreads it, copies it, takes it away. */
export function ArrangeKeys({ count, align, distribute, duplicate, remove }: Props) {
  const { t } = useTranslation();
  const key = (name: string, Icon: typeof IconCopy, act: () => void, disabled = false) => (
    <Tooltip key={name} label={t(`designer.arrange.${name}`)}>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={t(`designer.arrange.${name}`)}
        onClick={act}
        disabled={disabled}
        data-testid={`arrange-${name}`}
      >
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.arrange} role="toolbar" aria-label={t('designer.arrange.title')}>
      {alignments.map((how) => key(how, alignIcons[how], () => align(how)))}
      {key('across', IconLayoutDistributeHorizontal, () => distribute('across'), count < 3)}
      {key('down', IconLayoutDistributeVertical, () => distribute('down'), count < 3)}
      {key('duplicate', IconCopy, duplicate)}
      {key('remove', IconTrash, remove)}
    </div>
  );
}
