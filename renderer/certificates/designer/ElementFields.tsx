import {
  Button,
  ColorInput,
  Menu,
  NumberInput,
  SegmentedControl,
  Select,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { TextOutcome } from '../../../shared/contract/templates';
import { fieldCatalogue, fieldsIn } from '../../../shared/domain/certificateFields';
import {
  Align,
  FrameElement,
  LineElement,
  smallestQr,
  type TemplateElement,
  type TextElement,
} from '../../../shared/domain/certificateTemplate';
import { hundredth } from '../../../shared/domain/templateEdit';
import { useLanguage } from '../../ui/i18n';
import classes from './Designer.module.css';

interface Props {
  readonly element: TemplateElement;
  readonly outcome: z.infer<typeof TextOutcome> | undefined;
  /** `what` names the edit for undo. */
  readonly change: (element: TemplateElement, what: string) => void;
  readonly replaceImage: () => void;
  readonly textRef: RefObject<HTMLTextAreaElement | null>;
}

/** The exact numbers of one element, and what is its own. */
export function ElementFields({ element, outcome, change, replaceImage, textRef }: Props) {
  const { t } = useTranslation();
  const number = (name: 'x' | 'y' | 'width' | 'height', least: number, most: number) => (
    <Millimetres
      key={name}
      label={t(`designer.${name}`)}
      value={element[name]}
      least={least}
      most={most}
      onChange={(value) => {
        const square = element.kind === 'qr' && (name === 'width' || name === 'height');
        change(square ? { ...element, width: value, height: value } : { ...element, [name]: value }, name);
      }}
      testId={`field-${name}`}
    />
  );
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        {number('x', -100, 500)}
        {number('y', -100, 500)}
        {number('width', element.kind === 'qr' ? smallestQr : 0, 500)}
        {number('height', element.kind === 'qr' ? smallestQr : 0, 500)}
      </div>
      {element.kind === 'text' && (
        <TextFields element={element} outcome={outcome} change={change} textRef={textRef} />
      )}
      {element.kind === 'image' && (
        <>
          <TextInput
            label={t('designer.label')}
            value={element.label}
            maxLength={100}
            onChange={(event) => change({ ...element, label: event.currentTarget.value }, 'label')}
          />
          <Button variant="default" onClick={replaceImage}>
            {t('designer.replaceImage')}
          </Button>
        </>
      )}
      {(element.kind === 'line' || element.kind === 'frame') && (
        <>
          <Select
            label={t('designer.style')}
            allowDeselect={false}
            value={element.style}
            data={
              element.kind === 'line'
                ? LineElement.shape.style.options.map((value) => ({
                    value,
                    label: t(`designer.line.${value}`),
                  }))
                : FrameElement.shape.style.options.map((value) => ({
                    value,
                    label: t(`designer.frame.${value}`),
                  }))
            }
            onChange={(value) => {
              if (element.kind === 'line') {
                const style = LineElement.shape.style.safeParse(value).data;
                if (style) change({ ...element, style }, 'style');
              } else {
                const style = FrameElement.shape.style.safeParse(value).data;
                if (style) change({ ...element, style }, 'style');
              }
            }}
          />
          <Millimetres
            label={t('designer.stroke')}
            value={element.stroke}
            least={0}
            most={10}
            onChange={(stroke) => change({ ...element, stroke }, 'stroke')}
            testId="field-stroke"
          />
        </>
      )}
      {element.kind !== 'image' && (
        <Colour
          label={t('designer.colour')}
          value={element.colour}
          onChange={(colour) => change({ ...element, colour }, 'colour')}
        />
      )}
      {element.kind === 'frame' && (
        <Colour
          label={t('designer.accent')}
          value={element.accent}
          onChange={(accent) => change({ ...element, accent }, 'accent')}
        />
      )}
    </div>
  );
}

function Millimetres({
  label,
  value,
  least,
  most,
  step = 0.5,
  onChange,
  testId,
}: {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  readonly testId: string;
}) {
  return (
    <NumberInput
      label={label}
      value={value}
      min={least}
      max={most}
      step={step}
      decimalScale={3}
      clampBehavior="blur"
      onChange={(next) => {
        if (typeof next === 'number' && next >= least && next <= most) onChange(hundredth(next));
      }}
      data-testid={testId}
    />
  );
}

function Colour({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <ColorInput
      label={label}
      value={value}
      swatches={['#1d2747', '#a5874b', '#4b1a2b', '#173a33', '#2b3040', '#565d70']}
      swatchesPerRow={6}
      onChange={(next) => {
        const colour = next.toLowerCase();
        if (/^#[0-9a-f]{6}$/.test(colour)) onChange(colour);
      }}
    />
  );
}

function TextFields({
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
  const language = useLanguage();
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
      <Switch
        label={t('designer.needed')}
        checked={element.needed}
        onChange={(event) => change({ ...element, needed: event.currentTarget.checked }, 'needed')}
      />
    </>
  );
}
