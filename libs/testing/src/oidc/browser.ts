export type Page = { url: URL; status: number; location: string | null; cookies: string[]; body: Record<string, unknown>; text: string };

/** As much of a browser as signing in needs: it keeps cookies by origin and follows redirects when told to. */
export class Browser {
  readonly cookies = new Map<string, Map<string, string>>();

  get(address: string | URL): Promise<Page> {
    return this.send(address, {});
  }

  /** Sends a form, as a page's button does. */
  post(address: string | URL, fields: Record<string, string>): Promise<Page> {
    return this.send(address, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** Keeps cookies as if this address had set them. */
  keep(address: string, cookies: string[]): void {
    this.take(new URL(address), cookies);
  }

  private async send(address: string | URL, sent: RequestInit): Promise<Page> {
    const url = new URL(address);
    const jar = this.jarOf(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...sent, redirect: 'manual', headers: cookie ? { cookie } : {} });
    const cookies = response.headers.getSetCookie();
    this.take(url, cookies);
    const text = await response.text();
    const body = (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { url, status: response.status, location: response.headers.get('location'), cookies, body, text };
  }

  private jarOf({ origin }: URL): Map<string, string> {
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, jar);
    return jar;
  }

  private take(url: URL, cookies: string[]): void {
    const jar = this.jarOf(url);
    for (const told of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(told) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(told)) jar.delete(name);
      else jar.set(name, value);
    }
  }

  /** Follows redirects up to, and without asking, the first address of which it holds. */
  async followUntil(address: string | URL, arrived: (url: URL) => boolean): Promise<URL> {
    let url = new URL(address);
    for (let steps = 0; steps < 15; steps += 1) {
      if (arrived(url)) return url;
      const { location, status } = await this.get(url);
      if (!location) throw new Error(`${url.href} answered ${status} and led nowhere.`);
      url = new URL(location, url);
    }
    throw new Error('Too many redirects.');
  }
}
