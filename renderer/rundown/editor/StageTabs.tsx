import { SegmentedControl } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '../../ui/route';

const pages = ['show', 'editor', 'afterwards'] as const;
type Page = (typeof pages)[number];

/** From the show itself to its rundown's editor, and to what it came to. */
export const StageTabs = memo(function StageTabs({ at }: { readonly at: Page }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="md"
      aria-label={t('editor.pages')}
      value={at}
      onChange={(page) => (page === 'show' ? go('stage') : go('stage', page))}
      data={pages.map((value) => ({ value, label: t(`editor.page.${value}`) }))}
      data-testid="stage-pages"
    />
  );
});
