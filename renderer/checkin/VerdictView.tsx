import { Button, Kbd } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { overrulable, personOf, type ScannedPerson } from '../../shared/domain/verdict';
import { useBilingual } from '../ui/i18n';
import type { Shown } from './scanner';
import { usePersonLine, useVerdictText, type VerdictText } from './useVerdictText';
import { VerdictSign } from './VerdictSign';
import classes from './VerdictView.module.css';
import colors from './verdictColors.module.css';
import type { SignKind } from './verdictLook';

/** About how many em wide a text is: Hangul and Han are as wide as high, other letters a little over half. */
function widthInEm(text: string): number {
  let width = 0;
  for (const char of text) width += /[\u1100-\u11ff\u2e80-\uffdc]/.test(char) ? 0.96 : 0.62;
  return Math.max(width, 1);
}

/** 96 px where it fits the width, smaller where not, never under 44: then it wraps. */
function fittingSize(text: string): string {
  return `clamp(44px, ${(94 / widthInEm(text)).toFixed(2)}cqw, 96px)`;
}

interface Face {
  readonly kind: SignKind;
  readonly id: string | undefined;
  readonly person: ScannedPerson | undefined;
  readonly words: VerdictText;
}

function useFace(zone: string): (shown: Shown) => Face {
  const { t } = useTranslation();
  const verdictText = useVerdictText(zone);
  return (shown) => {
    if (shown.kind === 'verdict') {
      const { verdict, id } = shown.result;
      return { kind: verdict.kind, id, person: personOf(verdict), words: verdictText(verdict) };
    }
    const words = {
      title: t(`verdict.${shown.kind}.title`),
      fact: shown.kind === 'failed' ? shown.sentence : t('verdict.undone.fact'),
      advice: t(`verdict.${shown.kind}.advice`),
    };
    return shown.kind === 'undone'
      ? { kind: 'undone', id: shown.result.id, person: shown.result.person, words }
      : { kind: 'failed', id: undefined, person: undefined, words };
  };
}

/** The last answer of the door, filling the lane: to be read at two metres, and heard. */
export function VerdictView({
  shown,
  zone,
  onPanel,
}: {
  readonly shown: Shown;
  readonly zone: string;
  readonly onPanel: (panel: 'overrule' | 'dispute') => void;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const personLine = usePersonLine();
  const { kind, id, person, words } = useFace(zone)(shown);
  const name = person ? text(person.name, person.nameLatin) : words.title;
  const otherName = person && person.nameLatin !== '' ? text(person.nameLatin, person.name) : '';
  const line = person ? [otherName, personLine(person)].filter((part) => part !== '').join(' · ') : '';
  return (
    <section
      className={`${classes.verdict} ${colors.tinted}`}
      data-testid="verdict"
      data-kind={kind}
      data-scan-id={id}
      role="alert"
      // Another answer is another element: its arrival is seen and read out even where it says the same.
      key={id}
    >
      <VerdictSign kind={kind} className={classes.sign ?? ''} />
      <div className={classes.words}>
        <h1 className={classes.name} style={{ fontSize: fittingSize(name) }} data-testid="verdict-name">
          {name}
        </h1>
        {line !== '' && <p className={classes.line}>{line}</p>}
        <p className={classes.title}>
          {person && <strong>{words.title}</strong>}
          {words.fact !== '' && <span>{words.fact}</span>}
        </p>
        <p className={classes.advice}>{words.advice}</p>
        {shown.kind === 'verdict' && shown.result.own && (
          <p className={classes.own} data-testid="verdict-own">
            <IconCloudOff size={24} aria-hidden="true" />
            {t('door.own')}
          </p>
        )}
        <div className={classes.ways}>
          {kind === 'alreadyIn' && (
            <Button
              variant="white"
              color="dark"
              rightSection={<Kbd>F9</Kbd>}
              onClick={() => onPanel('dispute')}
              data-testid="dispute-open"
            >
              {t('door.disputeOpen')}
            </Button>
          )}
          {overrulable.some((one) => one === kind) && (
            <Button
              variant="white"
              color="dark"
              rightSection={<Kbd>F8</Kbd>}
              onClick={() => onPanel('overrule')}
              data-testid="overrule-open"
            >
              {t('door.overruleOpen')}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
