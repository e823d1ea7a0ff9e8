import { useSyncExternalStore } from 'react';
import { currentStanding, onStanding, type Standing } from './session.ts';

export function useStanding(): Standing {
  return useSyncExternalStore(onStanding, currentStanding);
}
