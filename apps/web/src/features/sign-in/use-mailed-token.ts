import { useEffect, useState } from 'react';
import { mailedToken } from '../../lib/mailed-token.ts';

/** The token of the link that led here, also to a page that stood here before; it leaves the address at once, so that it stays in no history. */
export function useMailedToken(): string | undefined {
  const [token, setToken] = useState(() => mailedToken(location.hash));
  useEffect(() => {
    const take = () => {
      const given = mailedToken(location.hash);
      if (given === undefined) return;
      setToken(given);
      history.replaceState(history.state, '', location.pathname);
    };
    take();
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return token;
}
