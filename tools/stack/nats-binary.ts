import { requireProgram, type SystemProgram } from './system-program.ts';

export const natsServer: SystemProgram = {
  names: ['nats-server'],
  debianPackage: 'nats-server',
  missing: [
    'nats-server was not found and could not be installed. Any one of these helps:',
    '  Debian, Ubuntu   sudo apt-get install nats-server',
    '  macOS            brew install nats-server',
    '  Docker           docker run -d -p 4222:4222 nats:2 -js    and then   NATS_URL=nats://127.0.0.1:4222 npm run up',
  ].join('\n'),
};

/** The path of a nats-server, installed if need be; otherwise an error that says what to do. */
export function requireNatsServer(note?: (text: string) => void): string {
  return requireProgram(natsServer, note);
}
