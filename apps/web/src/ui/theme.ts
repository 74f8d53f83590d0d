import { createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'indigo',
  respectReducedMotion: true,
  // The darker shade keeps white text on buttons above 4.5:1 in both schemes.
  primaryShade: { light: 7, dark: 7 },
  colors: {
    // Slightly blue, so that inputs and cards belong to the same ground.
    dark: [
      '#d5d9e0',
      '#b6bcc4',
      '#9aa1ab',
      '#6b7280',
      '#3d434e',
      '#343943',
      '#22262e',
      '#1d2027',
      '#16181d',
      '#101216',
    ],
  },
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontSizes: { sm: '0.875rem', md: '0.875rem' },
  defaultRadius: 'md',
  headings: { fontWeight: '600' },
  components: {
    // What floats has a shadow, and nothing else has.
    Menu: { defaultProps: { shadow: 'md' } },
    Popover: { defaultProps: { shadow: 'md' } },
    Combobox: { defaultProps: { shadow: 'md' } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});
