import { lazy, Suspense, useState } from 'react';
import { CommandButton } from './command-button.tsx';
import type { Command } from './command-popover.tsx';

const load = async () => ({ default: (await import('./command-popover.tsx')).CommandPopover });
const CommandPopover = lazy(load);

/** What one sees here, as a request and, where there is one, as a line for the terminal: written when it is asked for. */
export function AsCommand(command: Command) {
  const [asked, setAsked] = useState(false);
  const button = <CommandButton onClick={() => setAsked(true)} onPointerEnter={() => void load()} onFocus={() => void load()} />;
  return asked ? <Suspense fallback={button}><CommandPopover {...command} /></Suspense> : button;
}
