import { Tabs } from '@mantine/core';
import { IconAward, IconId } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { go } from '../ui/route';
import { BadgeDesk } from './BadgeDesk';
import { CertificateDesk } from './CertificateDesk';
import classes from './CertificatesPage.module.css';

/** Everything that becomes paper: certificates, and badges beside them (`#/certificates/badges`). */
export function CertificatesPage({ page }: { readonly page: string | undefined }) {
  const { t } = useTranslation();
  const tab = page === 'badges' ? 'badges' : 'certificates';
  return (
    <Tabs
      value={tab}
      onChange={(next) => (next === 'badges' ? go('certificates', 'badges') : go('certificates'))}
      keepMounted={false}
      className={classes.tabs ?? ''}
    >
      <Tabs.List>
        <Tabs.Tab
          value="certificates"
          leftSection={<IconAward size={18} aria-hidden="true" />}
          className={classes.tab ?? ''}
          data-testid="tab-certificates"
        >
          {t('certificates.title')}
        </Tabs.Tab>
        <Tabs.Tab
          value="badges"
          leftSection={<IconId size={18} aria-hidden="true" />}
          className={classes.tab ?? ''}
          data-testid="tab-badges"
        >
          {t('badges.title')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="certificates" className={classes.panel ?? ''}>
        <CertificateDesk />
      </Tabs.Panel>
      <Tabs.Panel value="badges" className={classes.panel ?? ''}>
        <BadgeDesk />
      </Tabs.Panel>
    </Tabs>
  );
}
