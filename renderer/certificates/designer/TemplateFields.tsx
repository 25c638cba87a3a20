import { Button, SegmentedControl, Select, Switch, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type CertificateTemplate, PaperSize } from '../../../shared/domain/certificateTemplate';
import classes from './Designer.module.css';

interface Props {
  readonly body: CertificateTemplate;
  readonly change: (body: CertificateTemplate, what: string) => void;
  /** Undefined while all is saved. */
  readonly discard: (() => void) | undefined;
}

const wordNames = ['issuer', 'issuerEn', 'signer', 'signerEn'] as const;

/** What is of the whole template: its names, its paper, and the words that its fields stand for. Shown while nothing is picked. */
export function TemplateFields({ body, change, discard }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('designer.name')}
        value={body.name}
        maxLength={100}
        onChange={(event) => {
          const name = event.currentTarget.value;
          if (name) change({ ...body, name }, 'name');
        }}
        data-testid="template-name"
      />
      <TextInput
        label={t('designer.nameEn')}
        value={body.nameEn}
        maxLength={100}
        onChange={(event) => change({ ...body, nameEn: event.currentTarget.value }, 'nameEn')}
      />
      <div>
        <Text size="sm" fw={500} id="orientation">
          {t('designer.paper')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="orientation"
          value={body.paper.orientation}
          onChange={(value) => {
            const orientation = value === 'portrait' ? 'portrait' : 'landscape';
            change({ ...body, paper: { ...body.paper, orientation } }, 'paper');
          }}
          data={[
            { value: 'portrait', label: t('designer.portrait') },
            { value: 'landscape', label: t('designer.landscape') },
          ]}
        />
      </div>
      <Select
        label={t('designer.paperSize')}
        allowDeselect={false}
        value={body.paper.size}
        data={PaperSize.options.map((value) => ({ value, label: t(`designer.size_${value}`) }))}
        onChange={(value) => {
          const size = PaperSize.safeParse(value).data;
          if (size) change({ ...body, paper: { ...body.paper, size } }, 'paper');
        }}
        data-testid="paper-size"
      />
      {wordNames.map((name) => (
        <TextInput
          key={name}
          label={t(`designer.word.${name}`)}
          value={body.words[name]}
          maxLength={200}
          onChange={(event) =>
            change({ ...body, words: { ...body.words, [name]: event.currentTarget.value } }, name)
          }
        />
      ))}
      <Switch
        label={t('designer.hasBack')}
        checked={body.back !== null}
        onChange={(event) =>
          change({ ...body, back: event.currentTarget.checked ? { elements: [] } : null }, 'back')
        }
        disabled={body.back !== null && body.back.elements.length > 0}
        data-testid="has-back"
      />
      {discard && (
        <Button variant="default" onClick={discard} data-testid="design-discard">
          {t('designer.discard')}
        </Button>
      )}
    </div>
  );
}
