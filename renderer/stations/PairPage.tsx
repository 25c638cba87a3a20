import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { refusalReasons } from '../../shared/domain/refusal';
import { stationRoles } from '../../shared/domain/stationAccess';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { useRefusalSentence } from '../ui/refusal';
import classes from './PairPage.module.css';
import { routeOfRole } from './stationRoute';

const Paired = z.object({ name: z.string(), role: z.enum(stationRoles) });
const Refused = z.object({ reason: z.enum(refusalReasons) });

/** A browser that the host does not know: it comes in with the code on the host's screen. */
export function PairPage({ code: given }: { readonly code: string | undefined }) {
  const { t } = useTranslation();
  const sentence = useRefusalSentence();
  const [code, setCode] = useState(given ?? '');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const tried = useRef(false);

  const pair = async (digits: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const response = await fetch('/pair', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: digits, kind: 'browser' }),
      });
      if (response.ok) {
        const { role } = Paired.parse(await response.json());
        window.location.hash = routeOfRole(role);
        window.location.reload();
        return;
      }
      const reason =
        response.status === 403 ? Refused.safeParse(await response.json()).data?.reason : undefined;
      const otherwise = response.status === 429 ? 'station.tooMany' : 'station.unreachable';
      setProblem(sentence({ reason: reason ?? otherwise, params: {} }));
    } catch {
      setProblem(sentence({ reason: 'station.unreachable', params: {} }));
    }
    setBusy(false);
  };

  useEffect(() => {
    if (!given || tried.current) return;
    tried.current = true;
    void pair(given);
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void pair(code);
  };
  return (
    <main className={classes.page} data-testid="pair-page">
      <form className={classes.card} onSubmit={submit}>
        <div className={classes.mark} aria-hidden="true">
          S
        </div>
        <h1 className={classes.title}>{t('stations.pair.title')}</h1>
        <p className={classes.hint}>{t('stations.pair.hint')}</p>
        <TextInput
          label={t('stations.pair.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
          inputMode="numeric"
          autoComplete="one-time-code"
          size="xl"
          classNames={{ input: classes.code ?? '' }}
          error={problem}
          data-testid="pair-code"
        />
        <Button
          type="submit"
          size="lg"
          fullWidth
          loading={busy}
          disabled={code.length !== 6}
          data-testid="pair-go"
        >
          {t('stations.pair.go')}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
