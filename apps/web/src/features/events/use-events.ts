import { useEffect, useState } from 'react';

export type LiveEvent = { id: string; type: string; subject: string; time: string; data: Record<string, unknown> };
type Told = { events: readonly LiveEvent[]; missed: boolean };
const mostKept = 300;
const nothing: Told = { events: [], missed: false };

/** Events as they come, the latest first; the browser connects anew by itself and says where it left off. */
export function useEvents() {
  const [told, setTold] = useState(nothing);
  const [connected, setConnected] = useState(false);
  const [pausedAt, setPausedAt] = useState<readonly LiveEvent[]>();
  useEffect(() => {
    const source = new EventSource('/api/v1/events');
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    source.addEventListener('reset', () => setTold((before) => ({ ...before, missed: true })));
    source.addEventListener('message', ({ data }: MessageEvent<string>) => setTold(({ events, missed }) => ({ events: [JSON.parse(data) as LiveEvent, ...events].slice(0, mostKept), missed })));
    return () => source.close();
  }, []);
  const { events, missed } = told;
  const since = pausedAt && events.findIndex(({ id }) => id === pausedAt[0]?.id);
  return {
    events: pausedAt ?? events, missed, connected, paused: pausedAt !== undefined,
    /** How many came since, of those that are kept. */
    held: since === undefined ? 0 : since === -1 ? events.length : since,
    pause: () => setPausedAt(events),
    resume: () => setPausedAt(undefined),
    clear: () => {
      setTold(nothing);
      setPausedAt((paused) => paused && []);
    },
  };
}
