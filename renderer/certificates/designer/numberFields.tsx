import { ColorInput, NumberInput } from '@mantine/core';
import { hundredth } from '../../../shared/domain/templateEdit';

/** A number with a unit of its own: taken while it is typed, wherever it lies within its bounds. */
export function Millimetres({
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

/** A colour as #rrggbb, with those of the shipped templates at hand. */
export function Colour({
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
