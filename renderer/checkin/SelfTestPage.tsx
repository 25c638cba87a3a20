import { Button } from '@mantine/core';
import { IconFileDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { useLanguage } from '../ui/i18n';
import { useShowRefusal } from '../ui/refusal';
import { useBadgeDestination } from './badgePrint';
import { CameraTest } from './CameraTest';
import { DeskHead } from './DeskHead';
import classes from './DoorDesk.module.css';
import { KeyboardTest } from './KeyboardTest';

/** Tries the scanners before the guests come; nothing that is read here is judged. */
export function SelfTestPage() {
  const { t } = useTranslation();
  return (
    <div className={classes.page} data-testid="selftest">
      <DeskHead title={t('selftest.title')} />
      <TestSheet />
      <div className={classes.columns}>
        <CameraTest />
        <KeyboardTest />
      </div>
    </div>
  );
}

/** The sheet to try both with: onto the badge printer, or as a PDF. */
function TestSheet() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const {
    to: { printer },
  } = useBadgeDestination();
  const [busy, setBusy] = useState(false);
  const language = useLanguage();
  const [done, setDone] = useState<string>();
  const make = (on: string | null) => {
    setBusy(true);
    client.desk
      .testSheet({ printer: on, language })
      .then(
        ({ document }) =>
          setDone(document === null ? t('selftest.sheetPrinted') : t('selftest.sheetWritten', { document })),
        showRefusal,
      )
      .finally(() => setBusy(false));
  };
  return (
    <div className={classes.buttons}>
      <p className={`${classes.text} ${classes.dim}`}>{t('selftest.sheetHint')}</p>
      <Button
        variant="default"
        loading={busy}
        leftSection={<IconFileDownload size={20} aria-hidden="true" />}
        onClick={() => make(null)}
        data-testid="sheet-pdf"
      >
        {t('selftest.sheetPdf')}
      </Button>
      {printer !== null && (
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconPrinter size={20} aria-hidden="true" />}
          onClick={() => make(printer)}
          data-testid="sheet-print"
        >
          {t('selftest.sheetPrint', { printer })}
        </Button>
      )}
      {done && (
        <p className={classes.text} role="status" data-testid="sheet-done">
          {done}
        </p>
      )}
    </div>
  );
}
