import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Petrol: calm enough for a whole day. Amber and red are left to what is due and what is overdue. */
const petrol: MantineColorsTuple = ['#e6f4f3', '#cfe5e5', '#a2cbcb', '#71afb0', '#4a979a', '#31888b', '#207f83', '#0d6d72', '#0d5c63', '#084b52'];
const slate: MantineColorsTuple = ['#f4f6f7', '#e6e9eb', '#cbd1d5', '#aeb7bd', '#8d989f', '#68747c', '#4c5860', '#364047', '#232b30', '#14181b'];

/** Red as the kit has it, but for the shades that stand behind white letters in the dark, or are read on a pale red. */
const red: MantineColorsTuple = ['#fff5f5', '#ffe3e3', '#ffc9c9', '#ffa8a8', '#ff8787', '#ff6b6b', '#fa5252', '#d9302f', '#c92a2a', '#b02525'];

/** @param close what closes a dialog is called */
export const themeOf = (close: string) => createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { petrol, slate, red, dark: ['#d5dade', '#b3bbc1', '#929ca3', '#68747c', '#414b52', '#323b41', '#262e33', '#1c2226', '#14181b', '#0e1113'] },
  fontFamily: "'IBM Plex Sans Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontFamily: "'IBM Plex Sans Variable', system-ui, sans-serif", fontWeight: '600', sizes: { h1: { fontSize: '1.375rem', lineHeight: '1.3' }, h2: { fontSize: '1.0625rem', lineHeight: '1.35' }, h3: { fontSize: '0.9375rem', lineHeight: '1.4' } } },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    // Its lock would put a style element of its own into the page, which the policy refuses; the page behind does not scroll anyway.
    Modal: { defaultProps: { lockScroll: false, closeButtonProps: { 'aria-label': close } } },
    Drawer: { defaultProps: { lockScroll: false, closeButtonProps: { 'aria-label': close } } },
    // Its placeholder for the focus is nothing that a menu may hold.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Select: { defaultProps: { size: 'sm' } },
  },
});
