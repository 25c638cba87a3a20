import { Tabs } from '@mantine/core';
import {
  IconAward,
  IconFileCheck,
  IconGift,
  IconId,
  IconListNumbers,
  IconShieldCheck,
  IconTemplate,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { go } from '../ui/route';
import { BadgeDesk } from './BadgeDesk';
import { CertificateDesk } from './CertificateDesk';
import classes from './CertificatesPage.module.css';
import { TemplatesPage } from './designer/TemplatesPage';
import { HandoverDesk } from './HandoverDesk';
import { ProofDesk } from './ProofDesk';
import { PreflightPage } from './preflight/PreflightPage';
import { RegisterDesk } from './RegisterDesk';

const tabs = ['certificates', 'preflight', 'templates', 'register', 'handover', 'badges', 'proof'] as const;

/**
 * Everything that becomes paper: certificates, the check before they are made (`#/certificates/preflight`), their templates
 * (`#/certificates/templates/ID`), badges (`#/certificates/badges`), and what proves a certificate later (`#/certificates/proof`).
 */
export function CertificatesPage({ rest: [page, id] }: { readonly rest: readonly string[] }) {
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
          value="preflight"
          leftSection={<IconFileCheck size={18} aria-hidden="true" />}
          className={classes.tab ?? ''}
          data-testid="tab-preflight"
        >
          {t('preflight.title')}
        </Tabs.Tab>
        <Tabs.Tab
          value="templates"
          leftSection={<IconTemplate size={18} aria-hidden="true" />}
          className={classes.tab ?? ''}
          data-testid="tab-templates"
        >
          {t('templates.title')}
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
      <Tabs.Panel value="preflight" className={classes.panel ?? ''}>
        <PreflightPage />
      </Tabs.Panel>
      <Tabs.Panel value="templates" className={classes.panel ?? ''}>
        <TemplatesPage id={id} />
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
