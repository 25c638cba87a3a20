import { Button } from '@mantine/core';
import { IconArrowLeft, IconFileText, IconFileTypePdf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { figures } from '../../../shared/domain/wrapUp';
import { client, orpc } from '../../client';
import { useSaveDocument } from '../../rundown/editor/useSaveDocument';
import { useBilingual, useLanguage } from '../../ui/i18n';
import { go } from '../../ui/route';
import { Arrivals } from './Arrivals';
import { Attendance } from './Attendance';
import { Cohorts } from './Cohorts';
import classes from './NumbersPage.module.css';

const anew = 10_000;

/** What the program comes to, for the wrap-up: five figures, attendance, arrivals, and all cohorts together. */
export function NumbersPage() {
  const { t } = useTranslation();
  const text = useBilingual();
  const language = useLanguage();
  const written = useSaveDocument();
  const { data } = useQuery(orpc.numbers.read.queryOptions({ refetchInterval: anew }));
  if (!data) return null;
  const { own, others } = data;
  const number = new Intl.NumberFormat(language);
  return (
    <div className={classes.page} data-testid="numbers">
      <header>
        <Button
          variant="subtle"
          leftSection={<IconArrowLeft size={20} />}
          onClick={() => go('program')}
          className={classes.back ?? ''}
        >
          {t('rules.back')}
        </Button>
        <div className={classes.head}>
          <h1 className={classes.title}>{t('numbers.title', { program: text(own.name, own.nameEn) })}</h1>
          <div className={classes.tools}>
            <Button
              leftSection={<IconFileTypePdf size={20} />}
              onClick={() => written(client.numbers.report({ format: 'pdf', language }))}
              data-testid="numbers-pdf"
            >
              {t('numbers.pdf')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileText size={20} />}
              onClick={() => written(client.numbers.report({ format: 'md', language }))}
              data-testid="numbers-md"
            >
              {t('numbers.markdown')}
            </Button>
          </div>
        </div>
      </header>
      <dl className={classes.figures}>
        {figures(own, language).map(({ id, label, value, note }) => (
          <div key={id} className={classes.figure} data-testid={`figure-${id}`}>
            <dt>{label}</dt>
            <dd className={classes.value}>{number.format(value)}</dd>
            <dd className={classes.note}>{note}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.columns}>
        <Attendance numbers={own} />
        <Arrivals numbers={own} />
      </div>
      <Cohorts own={own} others={others} />
    </div>
  );
}
