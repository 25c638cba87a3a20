import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { TemplateId } from '../../../shared/contract/templates';
import { templateKinds } from '../../../shared/domain/certificateTemplate';
import { client, orpc } from '../../client';
import { useShowRefusal } from '../../ui/refusal';
import { Designer } from './Designer';
import { TemplateCard } from './TemplateCard';
import classes from './TemplatesPage.module.css';

/** The templates of the program by kind; with an id (`#/certificates/templates/ID`) the designer. */
export function TemplatesPage({ id }: { readonly id: string | undefined }) {
  const named = TemplateId.safeParse(id);
  return named.success ? <Designer key={named.data} id={named.data} /> : <Gallery />;
}

function Gallery() {
  const { t } = useTranslation();
  const refused = useShowRefusal();
  const picker = useRef<HTMLInputElement>(null);
  const { data: templates } = useQuery(orpc.templates.list.queryOptions());
  const take = async (file: File) => {
    try {
      await client.templates.importFile({ text: await file.text() });
      notifications.show({ message: t('templates.imported', { name: file.name }) });
    } catch (error) {
      refused(error);
    }
  };
  if (!templates) return null;
  return (
    <div className={classes.gallery} data-testid="templates">
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed">{t('templates.hint')}</Text>
        <Button
          variant="default"
          leftSection={<IconUpload size={18} aria-hidden="true" />}
          onClick={() => picker.current?.click()}
        >
          {t('templates.import')}
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={t('templates.import')}
          data-testid="template-file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file) void take(file);
          }}
        />
      </Group>
      <div className={classes.cards}>
        {templateKinds
          .flatMap((kind) => templates.filter((template) => template.kind === kind))
          .map((template) => (
            <TemplateCard key={template.id} template={template} />
          ))}
      </div>
    </div>
  );
}
