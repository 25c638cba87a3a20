import { Button } from '@mantine/core';
import { IconAward, IconDoorEnter, IconMicrophone2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { go } from '../ui/route';
import { NewProgram } from './NewProgram';
import classes from './TodayPage.module.css';

const steps = [
  { name: 'door', icon: IconDoorEnter },
  { name: 'stage', icon: IconMicrophone2 },
  { name: 'certificates', icon: IconAward },
] as const;

/** An empty program: what Stagedoor does, and the ways to begin. */
export function FirstStart() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const sample = useMutation(orpc.program.openSample.mutationOptions({ onError: showRefusal }));
  const open = useMutation(orpc.program.open.mutationOptions({ onError: showRefusal }));
  return (
    <section className={classes.first} data-testid="first-start">
      <div>
        <h1 className={classes.firstTitle}>{t('today.first.title')}</h1>
        <p className={classes.firstText}>{t('today.first.text')}</p>
        <ul className={classes.steps}>
          {steps.map(({ name, icon: Icon }) => (
            <li key={name} className={classes.step}>
              <span className={classes.stepIcon} aria-hidden="true">
                <Icon size={22} stroke={1.6} />
              </span>
              {t(`today.first.step.${name}`)}
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.firstSteps}>
        <Button size="lg" onClick={() => go('people', 'import')} data-testid="first-import">
          {t('today.first.import')}
        </Button>
        <Button
          size="lg"
          variant="light"
          loading={sample.isPending}
          onClick={() => sample.mutate(undefined)}
          data-testid="open-sample"
        >
          {t('today.first.sample')}
        </Button>
        <p className={classes.or}>{t('today.first.or')}</p>
        <Button variant="default" onClick={() => open.mutate(undefined)} data-testid="open-program">
          {t('program.open')}
        </Button>
        <NewProgram />
      </div>
    </section>
  );
}
