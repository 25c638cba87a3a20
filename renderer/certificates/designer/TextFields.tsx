import { Button, Menu, Switch, Text, Textarea } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { TextOutcome } from '../../../shared/contract/templates';
import { fieldCatalogue, fieldsIn } from '../../../shared/domain/certificateFields';
import type { TemplateElement, TextElement } from '../../../shared/domain/certificateTemplate';
import { useLanguage } from '../../ui/i18n';
import classes from './Designer.module.css';
import { TextStyleFields } from './TextStyleFields';

/** What a text says, which fields are in it, and how it came out. */
export function TextFields({
  element,
  outcome,
  change,
  textRef,
}: {
  readonly element: TextElement;
  readonly outcome: z.infer<typeof TextOutcome> | undefined;
  readonly change: (element: TemplateElement, what: string) => void;
  readonly textRef: RefObject<HTMLTextAreaElement | null>;
}) {
  const { t } = useTranslation();
  const cursor = useRef<number>(undefined);
  const { unknown } = fieldsIn(element.text);
  const insert = (name: string) => {
    const at = cursor.current ?? element.text.length;
    cursor.current = at + name.length + 2;
    change({ ...element, text: `${element.text.slice(0, at)}{${name}}${element.text.slice(at)}` }, 'text');
  };
  return (
    <>
      <Textarea
        ref={textRef}
        label={t('designer.text')}
        value={element.text}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        error={
          unknown.length > 0 &&
          t('certificates.unknownField', { names: unknown.map((name) => `{${name}}`).join(', ') })
        }
        onSelect={(event) => {
          cursor.current = event.currentTarget.selectionStart;
        }}
        onChange={(event) => change({ ...element, text: event.currentTarget.value }, 'text')}
        data-testid="field-text"
      />
      <FieldMenu insert={insert} />
      {outcome && (
        <Text size="sm" className={classes.outcome ?? ''} data-testid="outcome">
          {t(outcome.size < outcome.wanted - 0.01 ? 'designer.outcome.shrunk' : 'designer.outcome.asWanted', {
            size: outcome.size.toFixed(1),
            wanted: outcome.wanted.toFixed(1),
          })}
          {' · '}
          {t(outcome.wordBroken ? 'designer.outcome.wordBroken' : 'designer.outcome.lines', {
            count: outcome.lines,
          })}
        </Text>
      )}
      <TextStyleFields element={element} change={change} />
      <Switch
        label={t('designer.needed')}
        checked={element.needed}
        onChange={(event) => change({ ...element, needed: event.currentTarget.checked }, 'needed')}
      />
    </>
  );
}

/** Everything that can stand in braces, by where it comes from. */
function FieldMenu({ insert }: { readonly insert: (name: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconBraces size={18} aria-hidden="true" />}
          data-testid="insert-field"
        >
          {t('designer.insertField')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.catalogue ?? ''}>
        {(['person', 'tracks', 'program', 'certificate'] as const).map((source) => (
          <div key={source}>
            <Menu.Label>{t(`designer.source.${source}`)}</Menu.Label>
            {fieldCatalogue
              .filter((field) => field.source === source)
              .map(({ name, label }) => (
                <Menu.Item key={name} onClick={() => insert(name)} data-testid={`insert-${name}`}>
                  {label[language]} <span className={classes.braces}>{`{${name}}`}</span>
                </Menu.Item>
              ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
