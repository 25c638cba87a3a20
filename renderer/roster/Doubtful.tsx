import { Button, Collapse, SegmentedControl, Text } from '@mantine/core';
import { IconChevronDown, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoubtfulPair, FilePreview } from '../../shared/contract/imports';
import classes from './Doubtful.module.css';

interface Props {
  readonly preview: FilePreview;
  readonly merges: Readonly<Record<string, string>>;
  readonly onMerges: (merges: Readonly<Record<string, string>>) => void;
}

/** Pairs that may be one person, side by side; they stay two unless somebody says that they are one. */
export function Doubtful({ preview, merges, onMerges }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { doubts, doubtful } = preview;
  const merged = doubts.filter(({ incoming, known }) => merges[incoming.key] === known.key).length;
  const choose = ({ incoming, known }: DoubtfulPair, merge: boolean) => {
    const { [incoming.key]: _before, ...rest } = merges;
    onMerges(merge ? { ...rest, [incoming.key]: known.key } : rest);
  };
  return (
    <div className={classes.box} data-testid="import-doubtful" data-number={doubtful}>
      <div className={classes.head}>
        <IconUsers size={22} aria-hidden="true" className={classes.icon ?? ''} />
        <Text fw={600} className={classes.grow ?? ''}>
          {t('imports.doubtful', { number: doubtful })}
          {merged > 0 && ` · ${t('imports.doubtfulMerged', { number: merged })}`}
        </Text>
        <Button
          variant="subtle"
          px="xs"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          rightSection={
            <IconChevronDown size={18} className={classes.chevron ?? ''} data-open={open || undefined} />
          }
          data-testid="import-doubtful-open"
        >
          {t('imports.doubtfulOpen')}
        </Button>
      </div>
      <Collapse expanded={open}>
        {open && (
          <>
            <Text size="sm" c="dimmed" mb={8}>
              {t('imports.doubtfulHint')}
              {doubtful > doubts.length && ` ${t('imports.doubtfulFirst', { number: doubts.length })}`}
            </Text>
            <ul className={classes.pairs}>
              {doubts.map((pair) => (
                <li key={pair.incoming.key} className={classes.pair} data-testid="import-pair">
                  <Person label={t('imports.pairIncoming')} person={pair.incoming} />
                  <Person label={t('imports.pairKnown')} person={pair.known} />
                  <div className={classes.choice}>
                    <Text size="sm" c="dimmed">
                      {t(`imports.doubtReason.${pair.reason}`)}
                    </Text>
                    <SegmentedControl
                      size="md"
                      aria-label={t('imports.pairChoice', { name: pair.incoming.name })}
                      value={merges[pair.incoming.key] === pair.known.key ? 'merge' : 'keep'}
                      onChange={(value) => choose(pair, value === 'merge')}
                      data={[
                        { value: 'keep', label: t('imports.pairKeep') },
                        { value: 'merge', label: t('imports.pairMerge') },
                      ]}
                    />
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
      </Collapse>
    </div>
  );
}

function Person({ label, person }: { readonly label: string; readonly person: DoubtfulPair['known'] }) {
  return (
    <div className={classes.person}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{person.name}</Text>
      <Text size="sm">{person.email}</Text>
      <Text size="sm" c="dimmed">
        {[person.phone, person.affiliation].filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}
