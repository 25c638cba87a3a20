import { Tabs } from '@mantine/core';
import { IconAward, IconGift, IconId, IconListNumbers, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { go } from '../ui/route';
import { BadgeDesk } from './BadgeDesk';
import { CertificateDesk } from './CertificateDesk';
import classes from './CertificatesPage.module.css';
import { HandoverDesk } from './HandoverDesk';
import { ProofDesk } from './ProofDesk';
import { RegisterDesk } from './RegisterDesk';

const tabs = ['certificates', 'register', 'handover', 'badges', 'proof'] as const;

/** Everything that becomes paper, and what proves it later: certificates, badges (`#/certificates/badges`), proof. */
export function CertificatesPage({ page }: { readonly page: string | undefined }) {
  const { t } = useTranslation();
  const tab = tabs.find((name) => name === page) ?? 'certificates';
  return (
    <Tabs
      value={tab}
      onChange={(next) => (next && next !== 'certificates' ? go('certificates', next) : go('certificates'))}
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
          value="register"
          leftSection={<IconListNumbers size={18} aria-hidden="true" />}
          className={classes.tab ?? ''}
          data-testid="tab-register"
        >
          {t('certificates.tab.register')}
        </Tabs.Tab>
        <Tabs.Tab
          value="handover"
          leftSection={<IconGift size={18} aria-hidden="true" />}
          className={classes.tab ?? ''}
          data-testid="tab-handover"
        >
          {t('certificates.tab.handover')}
        </Tabs.Tab>
        <Tabs.Tab
          value="badges"
          leftSection={<IconId size={18} aria-hidden="true" />}
          className={classes.tab ?? ''}
          data-testid="tab-badges"
        >
          {t('badges.title')}
        </Tabs.Tab>
        <Tabs.Tab
          value="proof"
          leftSection={<IconShieldCheck size={18} aria-hidden="true" />}
          className={classes.tab ?? ''}
          data-testid="tab-proof"
        >
          {t('proof.title')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="certificates" className={classes.panel ?? ''}>
        <CertificateDesk />
      </Tabs.Panel>
      <Tabs.Panel value="register" className={classes.panel ?? ''}>
        <RegisterDesk />
      </Tabs.Panel>
      <Tabs.Panel value="handover" className={classes.panel ?? ''}>
        <HandoverDesk />
      </Tabs.Panel>
      <Tabs.Panel value="badges" className={classes.panel ?? ''}>
        <BadgeDesk />
      </Tabs.Panel>
      <Tabs.Panel value="proof" className={classes.panel ?? ''}>
        <ProofDesk />
      </Tabs.Panel>
    </Tabs>
  );
}
