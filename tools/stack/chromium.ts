import { requireProgram, type SystemProgram } from './system-program.ts';

export const chromium: SystemProgram = {
  names: ['chromium', 'chromium-browser', 'google-chrome'],
  debianPackage: 'chromium',
  missing: ['Chromium was not found and could not be installed; the journeys in the browser need it. Either of these helps:', '  Debian, Ubuntu   sudo apt-get install chromium', '  macOS            brew install chromium'].join('\n'),
};

/** The path of a Chromium, installed if need be; otherwise an error that says what to do. */
export function requireChromium(note?: (text: string) => void): string {
  return requireProgram(chromium, note);
}
