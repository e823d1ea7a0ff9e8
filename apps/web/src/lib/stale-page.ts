const triedAt = 'kairos.reloaded-at';
const patienceMs = 60_000;

/** A page that stayed open over a release asks for files that are gone: it loads anew, once, where it stands. */
export function reloadWhenStale(): void {
  addEventListener('vite:preloadError', (event) => {
    if (Date.now() - Number(sessionStorage.getItem(triedAt)) < patienceMs) return;
    event.preventDefault();
    sessionStorage.setItem(triedAt, String(Date.now()));
    location.reload();
  });
}
