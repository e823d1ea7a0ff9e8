import { Button, type ButtonProps } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import { uiText } from './ui.text.ts';

export function CommandButton(props: ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>) {
  const say = useTexts(uiText);
  return <Button variant="default" aria-haspopup="dialog" leftSection={<IconTerminal2 size={16} aria-hidden />} {...props}>{say('asCommand')}</Button>;
}
