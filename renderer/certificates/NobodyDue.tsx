import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import { ruleText } from '../../shared/domain/explain';
import { bestProject } from '../../shared/domain/honourWords';
import { orpc } from '../client';
import { useTrackName } from '../roster/useFindingText';
import { useBilingual } from '../ui/i18n';

/** Said where nobody is due for a kind of certificate: who will be, by the program's own rules. */
export function NobodyDue({ kind }: { readonly kind: TemplateKind }) {
  const { t } = useTranslation();
  const { data } = useQuery(orpc.rules.list.queryOptions());
  const text = useBilingual();
  const trackName = useTrackName();
  const rules = data?.rules ?? [];
  const ruled = rules.find(({ id }) => id === (kind === 'project' ? bestProject : 'completion'));
  const honours = rules.filter(({ id }) => id !== 'completion' && id !== bestProject);
  const hint =
    kind === 'completion'
      ? t('certificates.nobodyHint')
      : kind === 'project'
        ? ruled && t('certificates.nobodyHonour', { what: text(ruled.title, ruled.titleEn) })
        : honours.length > 0 &&
          t('certificates.nobodyHonour', {
            what: honours.map(({ title, titleEn }) => text(title, titleEn)).join(' · '),
          });
  return (
    <>
      <Title order={3}>{t(`preflight.nobody.${kind}`)}</Title>
      {data && <Text c="dimmed">{hint || t('certificates.noHonour')}</Text>}
      {kind !== 'honours' && ruled && <Text c="dimmed">{ruleText(t, ruled.rule, trackName)}</Text>}
    </>
  );
}
