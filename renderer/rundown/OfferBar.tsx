import { Button, Kbd } from '@mantine/core';
import { IconArrowsExchange, IconScissors } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../shared/domain/assertNever';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import type { Caller, Offer } from './caller';
import { minutesOf } from './duration';
import classes from './OfferBar.module.css';
import { keyNames } from './showKeys';

/** Minutes, halves shown. */
const minutes = (ms: number) => Math.round(ms / 30_000) / 2;

/** An offer in words: what it does, and what that brings in minutes. */
function useOfferText(zone: string): (offer: Offer) => { readonly what: string; readonly effect: string } {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  return (offer) => {
    switch (offer.kind) {
      case 'catchUp': {
        const { plan } = offer;
        const steps = plan.steps.map(({ kind, cue, toMs, gains }) =>
          t(`stage.offer.${kind}`, {
            title: text(cue.title, cue.titleEn),
            to: minutes(toMs),
            gains: minutes(gains),
          }),
        );
        const hard = {
          title: text(plan.hard.title, plan.hard.titleEn),
          time: time(plan.hard.plannedStart ?? 0),
        };
        const effect =
          plan.stillLateBy > 0
            ? t('stage.offer.stillLate', { ...hard, count: minutesOf(plan.stillLateBy) })
            : t('stage.offer.holds', { ...hard, count: minutesOf(plan.lateBy) });
        return { what: steps.join(', '), effect };
      }
      case 'reorder': {
        const { late, first, by } = offer.plan;
        return {
          what: t('stage.offer.reorder', {
            first: text(first.title, first.titleEn),
            late: text(late.title, late.titleEn),
          }),
          effect: t('stage.offer.reorderEffect', { count: minutes(by) }),
        };
      }
      default:
        return assertNever(offer);
    }
  };
}

/** What the planner proposes; F3 accepts the first, and undo takes it back. */
export function OfferBar({ caller }: { readonly caller: Caller }) {
  const { t } = useTranslation();
  const words = useOfferText(caller.event.zone);
  if (caller.offers.length === 0) return null;
  const offers = caller.offers.map((offer, index) => {
    const { what, effect } = words(offer);
    const Icon = offer.kind === 'catchUp' ? IconScissors : IconArrowsExchange;
    return (
      <div key={offer.kind} className={classes.offer} role="status" data-testid={`offer-${offer.kind}`}>
        <Icon size={22} aria-hidden="true" className={classes.icon ?? ''} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long offer is scrolled, by keys too. */}
        <p className={classes.words} tabIndex={0}>
          <strong>{what}</strong>
          <span className={classes.effect}>{effect}</span>
        </p>
        <Button
          color="#c2410c"
          rightSection={index === 0 ? <Kbd>{keyNames.accept}</Kbd> : undefined}
          onClick={() => caller.give({ kind: 'plan', changes: [...offer.plan.changes] })}
          data-testid={`accept-${offer.kind}`}
        >
          {t('stage.offer.accept')}
        </Button>
      </div>
    );
  });
  return <div className={classes.offers}>{offers}</div>;
}
