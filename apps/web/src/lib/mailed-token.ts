/** The token that a mailed link carries behind `#token=`: no server and no log ever sees it. */
export function mailedToken(hash: string): string | undefined {
  return /^#?token=([\w-]{1,200})$/.exec(hash)?.[1];
}
