import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArchive, IconCheck, IconCopy, IconDots, IconDownload } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TemplateSummary } from '../../../shared/contract/templates';
import { client, orpc } from '../../client';
import { useBilingual } from '../../ui/i18n';
import { useChosenEvent } from '../../ui/program';
import { useShowRefusal } from '../../ui/refusal';
import { go } from '../../ui/route';
import { Sheet } from '../Sheet';
import classes from './TemplatesPage.module.css';

/** A template as it looks, filled for nobody in particular, and what can be done with it. */
export function TemplateCard({ template }: { readonly template: TemplateSummary }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const refused = useShowRefusal();
  const event = useChosenEvent();
  const { id, version, used, chosen, paper } = template;
  const name = text(template.name, template.nameEn);
  const { data: open } = useQuery(orpc.templates.get.queryOptions({ input: { id } }));
  const { data: drawing } = useQuery(
    orpc.templates.draw.queryOptions({
      input: open ? { body: open.body, eventId: event?.id ?? null, attendeeId: null } : skipToken,
    }),
  );
  const doing = (work: () => Promise<unknown>) => void work().catch(refused);
  const duplicate = async () => {
    if (!open) return;
    const { body } = open;
    const copy = {
      ...body,
      name: t('templates.copyOf', { name: body.name }).slice(0, 100),
      nameEn: body.nameEn && `${body.nameEn} (copy)`.slice(0, 100),
    };
    go('certificates', 'templates', (await client.templates.add({ body: copy })).id);
  };
  const download = async () => {
    const file = await client.templates.exportFile({ id });
    notifications.show({ message: t('templates.exported', { file }) });
  };
  const retire = async () => {
    await client.templates.retire({ id, retired: true });
    const notice = notifications.show({
      autoClose: 10_000,
      message: (
        <Group justify="space-between" wrap="nowrap">
          {t('templates.retired', { name })}
          <Button
            size="compact-md"
            variant="light"
            onClick={() => {
              notifications.hide(notice);
              doing(() => client.templates.retire({ id, retired: false }));
            }}
          >
            {t('common.undo')}
          </Button>
        </Group>
      ),
    });
  };
  return (
    <article className={classes.card} data-chosen={chosen || undefined} data-testid={`template-${id}`}>
      <div className={classes.thumb}>
        <Sheet svg={drawing?.pages[0]} orientation={paper.orientation} testId={`thumb-${id}`} />
      </div>
      <div className={classes.about}>
        <Text size="sm" fw={600} c="dimmed">
          {t(`templates.kind.${template.kind}`)}
        </Text>
        <Text fw={600} lineClamp={2} className={classes.title ?? ''}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`templates.orientation.${paper.orientation}`, { size: paper.size })} ·{' '}
          {t(used ? 'templates.versionUsed' : 'templates.version', { version })}
        </Text>
        {chosen ? (
          <Text size="sm" fw={600} className={classes.chosen ?? ''}>
            <IconCheck size={16} aria-hidden="true" /> {t('templates.chosen')}
          </Text>
        ) : null}
        <Group gap="xs" mt="auto" wrap="nowrap">
          <Button onClick={() => go('certificates', 'templates', id)} data-testid={`edit-${id}`}>
            {t('templates.edit')}
          </Button>
          {!chosen && (
            <Button
              variant="default"
              onClick={() => doing(() => client.templates.choose({ id }))}
              data-testid={`choose-${id}`}
            >
              {t('templates.choose')}
            </Button>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={t('templates.more', { name })}
                data-testid={`more-${id}`}
              >
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconCopy size={16} />}
                onClick={() => doing(duplicate)}
                data-testid="template-duplicate"
              >
                {t('templates.duplicate')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconDownload size={16} />}
                onClick={() => doing(download)}
                data-testid="template-export"
              >
                {t('templates.export')}
              </Menu.Item>
              {!chosen && (
                <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => doing(retire)}>
                  {t('templates.retire')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </div>
    </article>
  );
}
