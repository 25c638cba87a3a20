import { UnstyledButton } from '@mantine/core';
import { IconCameraOff, IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEntry, noteOf, personOf, type Verdict } from '../../shared/domain/verdict';
import { NetworkIsOpen } from '../stations/NetworkLight';
import { OwnCopy } from '../stations/OwnCopy';
import { useChosenEvent } from '../ui/program';
import { CameraPicture } from './CameraPicture';
import classes from './KioskPage.module.css';
import { PinPad } from './PinPad';
import { useRememberedCamera } from './rememberedCamera';
import { type Shown, useScanner } from './scanner';
import { useCamera } from './useCamera';
import { VerdictSign } from './VerdictSign';
import colors from './verdictColors.module.css';
import type { SignKind } from './verdictLook';

/**
 * What a guest is told: a welcome by name, that they are in already, when the doors open, or to come to the desk. Whom the staff must
 * know something of is welcomed and sent to the desk: what it is, the lanes say, not the kiosk.
 */
type Answer =
  | { readonly kind: 'welcome' | 'welcomeDesk'; readonly name: string; readonly nameLatin: string }
  | { readonly kind: 'already' }
  | { readonly kind: 'early'; readonly opensAt: number }
  | { readonly kind: 'desk' };

function answerTo(verdict: Verdict): Answer {
  const person = personOf(verdict);
  if (isEntry(verdict) && person) {
    const kind = noteOf(verdict) === '' ? 'welcome' : 'welcomeDesk';
    return { kind, name: person.name, nameLatin: person.nameLatin };
  }
  if (verdict.kind === 'alreadyIn') return { kind: 'already' };
  if (verdict.kind === 'tooEarly') return { kind: 'early', opensAt: verdict.opensAt };
  return { kind: 'desk' };
}

const signs: Readonly<Record<Answer['kind'], SignKind>> = {
  welcome: 'admitted',
  welcomeDesk: 'admitted',
  already: 'alreadyIn',
  early: 'tooEarly',
  desk: 'unknown',
};

/** A time of day as a wall clock shows it, the same in both languages. */
function clockTime(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}

function useAnswerText(zone: string): (answer: Answer) => readonly [string, string] {
  const { i18n } = useTranslation();
  const korean = i18n.getFixedT('ko');
  const english = i18n.getFixedT('en');
  return (answer) => {
    const time = answer.kind === 'early' ? clockTime(answer.opensAt, zone) : '';
    const [name, nameLatin] = 'name' in answer ? [answer.name, answer.nameLatin || answer.name] : ['', ''];
    return [
      korean(`kiosk.answer.${answer.kind}`, { name, time }),
      english(`kiosk.answer.${answer.kind}`, { name: nameLatin, time }),
    ];
  };
}

/**
 * The self check-in of the chosen event: one thing to do, two languages at once, no list, no reason, no name but the one
 * that is greeted. It goes back to its beginning by itself, and is left with a PIN alone.
 */
export function KioskPage() {
  const { i18n } = useTranslation();
  const event = useChosenEvent();
  const { shown, fresh } = useScanner();
  const [leaving, setLeaving] = useState(false);
  const korean = i18n.getFixedT('ko');
  const english = i18n.getFixedT('en');
  return (
    <div className={classes.kiosk} data-testid="kiosk">
      <header className={classes.head}>
        <div>
          <h1 className={classes.event} lang="ko">
            {event?.title}
          </h1>
          <p className={classes.eventOther} lang="en">
            {event?.titleEn}
          </p>
        </div>
        <NetworkIsOpen />
        <UnstyledButton
          className={classes.staff ?? ''}
          onClick={() => setLeaving(true)}
          data-testid="kiosk-staff"
        >
          {korean('kiosk.staff')} · <span lang="en">{english('kiosk.staff')}</span>
        </UnstyledButton>
      </header>
      <main className={classes.body}>
        {fresh && shown ? <Greeting shown={shown} zone={event?.zone ?? 'Asia/Seoul'} /> : <Invitation />}
        <KioskCamera />
      </main>
      <OwnCopy />
      {leaving && <PinPad onClose={() => setLeaving(false)} />}
    </div>
  );
}

function Invitation() {
  const { i18n } = useTranslation();
  return (
    <section className={classes.words}>
      <IconQrcode size={120} stroke={1.2} aria-hidden="true" />
      <p className={classes.large} lang="ko">
        {i18n.getFixedT('ko')('kiosk.invite')}
      </p>
      <p className={classes.other} lang="en">
        {i18n.getFixedT('en')('kiosk.invite')}
      </p>
    </section>
  );
}

function Greeting({ shown, zone }: { readonly shown: Shown; readonly zone: string }) {
  const answerText = useAnswerText(zone);
  const answer: Answer = shown.kind === 'verdict' ? answerTo(shown.result.verdict) : { kind: 'desk' };
  const [korean, english] = answerText(answer);
  return (
    <section
      className={`${classes.words} ${colors.tinted}`}
      role="alert"
      data-testid="kiosk-answer"
      data-answer={answer.kind}
      data-kind={signs[answer.kind]}
    >
      <VerdictSign kind={signs[answer.kind]} className={classes.sign ?? ''} />
      <p className={classes.large} lang="ko">
        {korean}
      </p>
      <p className={classes.other} lang="en">
        {english}
      </p>
    </section>
  );
}

/** The guest's own picture, as in a mirror. */
function KioskCamera() {
  const { i18n } = useTranslation();
  const { scan } = useScanner();
  const [deviceId] = useRememberedCamera();
  const { state, corners } = useCamera(deviceId, (code) => void scan('camera', { by: 'code', code }));
  return (
    <div className={classes.camera} data-testid="kiosk-camera" data-state={state.kind}>
      {state.kind === 'on' ? (
        <CameraPicture stream={state.stream} corners={corners} />
      ) : (
        <div className={classes.noCamera}>
          <IconCameraOff size={64} stroke={1.2} aria-hidden="true" />
          <p lang="ko">{i18n.getFixedT('ko')('kiosk.noCamera')}</p>
          <p lang="en">{i18n.getFixedT('en')('kiosk.noCamera')}</p>
        </div>
      )}
    </div>
  );
}
