import { Button, Progress } from '@mantine/core';
import { IconCertificate, IconFileCheck, IconListDetails } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../client';
import { useRefusalText, useShowRefusal } from '../ui/refusal';
import classes from './ProofDesk.module.css';
import { startPaperRun, usePaperRun } from './paperRuns';
import { SigningKey } from './SigningKey';
import { WrittenDocument } from './WrittenDocument';

/** What lets anybody check a certificate later: the page that checks them, the list of revoked ones, Open Badges, the key. */
export function ProofDesk() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const { data: state } = useQuery(orpc.proof.state.queryOptions());
  const verifier = useMutation(orpc.proof.exportVerifier.mutationOptions({ onError: showRefusal }));
  const list = useMutation(orpc.proof.exportRevocations.mutationOptions({ onError: showRefusal }));
  if (!state) return null;
  const none = state.issued + state.revoked === 0;
  return (
    <div className={classes.page}>
      <p className={classes.lead}>{t('proof.lead')}</p>
      <div className={classes.cards}>
        <section className={classes.card}>
          <h2 className={classes.heading}>
            <IconFileCheck size={24} aria-hidden="true" />
            {t('proof.verifier')}
          </h2>
          <p className={classes.hint}>{t('proof.verifierHint')}</p>
          <p className={classes.figure} data-testid="proof-counts">
            {none
              ? t('proof.noneIssued')
              : t('proof.counts', { issued: state.issued, revoked: state.revoked })}
          </p>
          <div className={classes.buttons}>
            <Button
              onClick={() => verifier.mutate(undefined)}
              loading={verifier.isPending}
              data-testid="export-verifier"
            >
              {t('proof.exportVerifier')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconListDetails size={18} aria-hidden="true" />}
              onClick={() => list.mutate(undefined)}
              loading={list.isPending}
              data-testid="export-revocations"
            >
              {t('proof.exportList')}
            </Button>
          </div>
          <WrittenDocument name={verifier.data?.document} testId="verifier-document" />
          <WrittenDocument name={list.data?.document} testId="list-document" />
        </section>
        <Credentials none={state.issued === 0} />
        <SigningKey state={state.key} none={none} />
      </div>
    </div>
  );
}

function Credentials({ none }: { readonly none: boolean }) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const run = usePaperRun('credentials');
  const progress = run.kind === 'running' ? run.progress : undefined;
  return (
    <section className={classes.card}>
      <h2 className={classes.heading}>
        <IconCertificate size={24} aria-hidden="true" />
        {t('proof.credentials')}
      </h2>
      <p className={classes.hint}>{t('proof.credentialsHint')}</p>
      <div className={classes.buttons}>
        {run.kind === 'running' ? (
          <Button variant="default" onClick={run.stop}>
            {t('printing.stop')}
          </Button>
        ) : (
          <Button
            disabled={none}
            onClick={() =>
              void startPaperRun('credentials', (signal) =>
                client.proof.exportCredentials(undefined, { signal }),
              )
            }
            data-testid="export-credentials"
          >
            {t('proof.exportCredentials')}
          </Button>
        )}
      </div>
      {run.kind === 'running' && (
        <Progress
          value={progress ? (progress.done / Math.max(1, progress.total)) * 100 : 0}
          aria-label={t('printing.progress')}
        />
      )}
      {run.kind === 'done' && (
        <WrittenDocument name={run.result.document ?? undefined} testId="credentials-folder" />
      )}
      {run.kind === 'failed' && (
        <p className={classes.wrong} role="alert">
          {refusal(run.error)}
        </p>
      )}
    </section>
  );
}
