import { Button, Select, TextInput } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { TextOutcome } from '../../../shared/contract/templates';
import {
  FrameElement,
  LineElement,
  smallestQr,
  type TemplateElement,
} from '../../../shared/domain/certificateTemplate';
import classes from './Designer.module.css';
import { Colour, Millimetres } from './numberFields';
import { TextFields } from './TextFields';

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
