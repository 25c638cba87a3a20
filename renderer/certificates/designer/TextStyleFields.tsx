import { NumberInput, SegmentedControl, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Align, type TemplateElement, type TextElement } from '../../../shared/domain/certificateTemplate';
import classes from './Designer.module.css';
import { Millimetres } from './numberFields';

/** How a text is set, and what of it gives way where it is too long. */
export function TextStyleFields({
  element,
  change,
}: {
  readonly element: TextElement;
  readonly change: (element: TemplateElement, what: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.pair}>
        <Millimetres
          label={t('designer.size')}
          value={element.size}
          least={1}
          most={60}
          step={0.1}
          onChange={(size) => change({ ...element, size }, 'size')}
          testId="field-size"
        />
        <Millimetres
          label={t('designer.floor')}
          value={element.floor}
          least={1}
          most={60}
          step={0.1}
          onChange={(floor) => change({ ...element, floor }, 'floor')}
          testId="field-floor"
        />
      </div>
      <div>
        <Text size="sm" fw={500} id="gives">
          {t('designer.gives')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="gives"
          value={element.gives}
          onChange={(value) => change({ ...element, gives: value === 'line' ? 'line' : 'size' }, 'gives')}
          data={[
            { value: 'size', label: t('designer.givesSize') },
            { value: 'line', label: t('designer.givesLine') },
          ]}
        />
      </div>
      <div className={classes.pair}>
        <NumberInput
          label={t('designer.maxLines')}
          value={element.maxLines}
          min={1}
          max={40}
          allowDecimal={false}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1 && value <= 40)
              change({ ...element, maxLines: value }, 'maxLines');
          }}
        />
        <Millimetres
          label={t('designer.leading')}
          value={element.leading}
          least={1}
          most={3}
          step={0.05}
          onChange={(leading) => change({ ...element, leading }, 'leading')}
          testId="field-leading"
        />
        <Select
          label={t('designer.font')}
          allowDeselect={false}
          value={element.font}
          data={[
            { value: 'serif', label: t('designer.serif') },
            { value: 'sans', label: t('designer.sans') },
          ]}
          onChange={(value) => change({ ...element, font: value === 'sans' ? 'sans' : 'serif' }, 'font')}
        />
        <Select
          label={t('designer.weight')}
          allowDeselect={false}
          value={String(element.weight)}
          data={[
            { value: '400', label: t('designer.regular') },
            { value: '600', label: t('designer.semibold') },
          ]}
          onChange={(value) => change({ ...element, weight: value === '600' ? 600 : 400 }, 'weight')}
        />
        <Select
          label={t('designer.align')}
          allowDeselect={false}
          value={element.align}
          data={Align.options.map((value) => ({ value, label: t(`designer.alignTo.${value}`) }))}
          onChange={(value) => {
            const align = Align.safeParse(value).data;
            if (align) change({ ...element, align }, 'align');
          }}
        />
        <Select
          label={t('designer.valign')}
          allowDeselect={false}
          value={element.valign}
          data={Align.options.map((value) => ({ value, label: t(`designer.valignTo.${value}`) }))}
          onChange={(value) => {
            const valign = Align.safeParse(value).data;
            if (valign) change({ ...element, valign }, 'valign');
          }}
        />
        <Millimetres
          label={t('designer.tracking')}
          value={element.tracking}
          least={0}
          most={0.095}
          step={0.01}
          onChange={(tracking) => change({ ...element, tracking }, 'tracking')}
          testId="field-tracking"
        />
      </div>
    </>
  );
}
