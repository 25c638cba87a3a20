import { ActionIcon, Button, NumberInput, Select, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRule } from '../../shared/contract/rules';
import { firstRequirement } from '../../shared/domain/askable';
import type { Requirement, Rule } from '../../shared/domain/eligibility';
import type { Track } from '../../shared/domain/tracks';
import { orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import { useShowRefusal } from '../ui/refusal';
import { RequirementRow } from './RequirementRow';
import classes from './RulesPage.module.css';
import { withKind, withRequirement } from './ruleEdit';

interface Props {
  readonly rule: NamedRule & { readonly met: number; readonly overrides: number };
  readonly tracks: readonly Track[];
}

/** A rule: its names, what must hold, and how many it takes in as it stands on screen. */
export function RuleCard({ rule: stored, tracks }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const onError = useShowRefusal();
  const [edited, setEdited] = useState<NamedRule>();
  const shown: NamedRule = edited ?? stored;
  const { data: counts } = useQuery(
    orpc.rules.try.queryOptions({ input: { rule: shown.rule }, placeholderData: keepPreviousData }),
  );
  const put = useMutation(orpc.rules.put.mutationOptions({ onError, onSuccess: () => setEdited(undefined) }));
  const remove = useMutation(orpc.rules.remove.mutationOptions({ onError }));
  const change = (rule: Rule) => setEdited({ ...shown, rule });
  const changeOf = (of: readonly Requirement[]) => change({ ...shown.rule, of });
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const first = tracks[0];
  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate({ id: shown.id, title: shown.title, titleEn: shown.titleEn, rule: shown.rule });
      }}
      data-testid={`rule-${stored.id}`}
    >
      <span className={classes.kind}>
        {t(stored.id === 'completion' ? 'rules.completion' : 'rules.honour')}
        {stored.overrides > 0 && ` · ${t('rules.overrides', { count: stored.overrides })}`}
      </span>
      <div className={classes.ruleHead}>
        <TextInput
          label={t('rules.name')}
          value={shown.title}
          maxLength={200}
          onChange={(e) => setEdited({ ...shown, title: e.currentTarget.value })}
        />
        <TextInput
          label={t('rules.nameEn')}
          value={shown.titleEn}
          maxLength={200}
          onChange={(e) => setEdited({ ...shown, titleEn: e.currentTarget.value })}
        />
        <div className={classes.count} data-testid={`rule-count-${stored.id}`}>
          <div className={classes.met}>
            {counts ? share.format(counts.of === 0 ? 0 : counts.met / counts.of) : '–'}
          </div>
          <Text c="dimmed">{counts && t('rules.of', { met: counts.met, of: counts.of })}</Text>
        </div>
      </div>
      <div className={classes.foot}>
        <Select
          label={t('rules.how')}
          value={shown.rule.kind}
          data={(['all', 'any', 'atLeast'] as const).map((kind) => ({
            value: kind,
            label: t(`rules.${kind}`),
          }))}
          allowDeselect={false}
          onChange={(kind) => change(withKind(shown.rule, kind))}
        />
        {shown.rule.kind === 'atLeast' && (
          <NumberInput
            label={t('rules.count')}
            value={shown.rule.count}
            min={1}
            max={shown.rule.of.length}
            onChange={(count) =>
              typeof count === 'number' && change({ kind: 'atLeast', count, of: shown.rule.of })
            }
          />
        )}
      </div>
      {shown.rule.of.map((requirement, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two requirements may be equal; their place is what they are
        <div key={i} className={classes.requirement}>
          <RequirementRow
            requirement={requirement}
            tracks={tracks}
            onChange={(changed) => setEdited(withRequirement(shown, i, changed))}
          />
          <span className={classes.each}>
            {counts?.each[i] !== undefined && t('rules.each', { n: counts.each[i] })}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={t('rules.remove')}
            disabled={shown.rule.of.length === 1}
            onClick={() => changeOf(shown.rule.of.toSpliced(i, 1))}
          >
            <IconX size={20} />
          </ActionIcon>
        </div>
      ))}
      <div className={classes.foot}>
        {first && (
          <Button
            variant="light"
            leftSection={<IconPlus size={18} />}
            onClick={() => changeOf([...shown.rule.of, firstRequirement(first)])}
            data-testid={`rule-add-${stored.id}`}
          >
            {t('rules.add')}
          </Button>
        )}
        {stored.id !== 'completion' && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconTrash size={18} />}
            onClick={() => remove.mutate({ id: stored.id })}
          >
            {t('rules.removeHonour')}
          </Button>
        )}
        {edited && (
          <Button
            type="submit"
            className={classes.save ?? ''}
            loading={put.isPending}
            disabled={shown.title.trim() === ''}
            data-testid={`rule-save-${stored.id}`}
          >
            {t('common.save')}
          </Button>
        )}
      </div>
    </form>
  );
}
