import { Button, createTheme, Drawer, type MantineColorsTuple, Modal, Notification } from '@mantine/core';
import { screenFamily } from '../../shared/domain/fonts';

const ink: MantineColorsTuple = [
  '#eef1fb',
  '#d9def0',
  '#b0badf',
  '#8493ce',
  '#6072c0',
  '#495db8',
  '#3d52b5',
  '#3044a0',
  '#283c90',
  '#1d3380',
];

const fontFamily = `'${screenFamily}', Pretendard, 'Noto Serif SC', sans-serif`;

/** One look for every screen: Pretendard, an 8 px grid, targets of at least 44 px. */
export const theme = createTheme({
  primaryColor: 'ink',
  colors: { ink },
  fontFamily,
  headings: { fontFamily, fontWeight: '700' },
  defaultRadius: 'md',
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  components: {
    Button: Button.extend({ defaultProps: { size: 'md' } }),
    // Locking the body's scroll writes a <style> without our nonce, which the policy refuses; the body never scrolls anyway.
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false } }),
    Modal: Modal.extend({ defaultProps: { lockScroll: false } }),
    // The theme is made once, before a language is chosen.
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': '닫기 · Close' } },
    }),
  },
});
