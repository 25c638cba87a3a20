import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { askable, firstRequirement, newRequirement } from '../../shared/domain/askable';
import type { Requirement } from '../../shared/domain/eligibility';
import type { Track } from '../../shared/domain/tracks';
import { useBilingual } from '../ui/i18n';

interface Props {
  readonly requirement: Requirement;
  readonly tracks: readonly Track[];
  readonly onChange: (requirement: Requirement) => void;
}

/** Of which track, what, and how much of it. */
export function RequirementRow({ requirement, tracks, onChange }: Props) {
  const { t } = useTranslation();
  const text = useBilingual();
  const track = tracks.find(({ id }) => id === requirement.track);
  const kinds = track ? askable[track.kind] : [];
  return (
    <>
      <Select
        label={t('rules.track')}
        value={requirement.track}
        data={tracks.map((one) => ({ value: one.id, label: text(one.title, one.titleEn) }))}
        allowDeselect={false}
        onChange={(id) => {
          const chosen = tracks.find((one) => one.id === id);
          if (chosen) onChange(firstRequirement(chosen));
        }}
      />
      <Select
        label={t('rules.what')}
        value={requirement.kind}
        data={kinds.map((kind) => ({ value: kind, label: t(`rules.requirement.${kind}`) }))}
        allowDeselect={false}
        onChange={(value) => {
          const kind = kinds.find((one) => one === value);
          if (kind) onChange(newRequirement(kind, requirement.track));
        }}
      />
      <Amount requirement={requirement} onChange={onChange} />
    </>
  );
}

function Amount({ requirement, onChange }: Omit<Props, 'tracks'>) {
  const { t } = useTranslation();
  const orAll = (value: string | number) => (typeof value === 'number' ? value : null);
  switch (requirement.kind) {
    case 'courseComplete':
      return (
        <NumberInput
          label={t('rules.least')}
          value={requirement.parts ?? ''}
          min={1}
          max={1000}
          onChange={(value) => onChange({ ...requirement, parts: orAll(value) })}
        />
      );
    case 'attended':
      return (
        <NumberInput
          label={t('rules.least')}
          value={requirement.count ?? ''}
          min={1}
          max={1000}
          onChange={(value) => onChange({ ...requirement, count: orAll(value) })}
        />
      );
    case 'competitionTop':
      return (
        <NumberInput
          label={t('rules.top')}
          value={requirement.percent}
          min={0.1}
          max={100}
          onChange={(value) =>
            typeof value === 'number' && value > 0 && onChange({ ...requirement, percent: value })
          }
        />
      );
    default:
      return <span />;
  }
}
