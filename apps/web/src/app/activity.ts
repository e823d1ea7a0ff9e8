const kept = 'kairos.active-at';
const toldEveryMs = 2000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** When somebody last did something, in whichever tab. */
export const lastActiveAt = (): number => Number(localStorage.getItem(kept) ?? 0);

export function noteActivity(): void {
  if (Date.now() - lastActiveAt() > toldEveryMs) localStorage.setItem(kept, String(Date.now()));
}

/** Notes whatever somebody does in this tab, so that all tabs know. */
export function watchActivity(): () => void {
  localStorage.setItem(kept, String(Date.now()));
  for (const sign of signs) addEventListener(sign, noteActivity, { passive: true, capture: true });
  return () => {
    for (const sign of signs) removeEventListener(sign, noteActivity, { capture: true });
  };
}
