export const crashPoints = ['after-commit-before-publish', 'after-publish-before-mark', 'after-effect-before-ack', 'after-chunk-before-checkpoint', 'after-checkpoint-before-end'] as const;
export type CrashPointName = (typeof crashPoints)[number];

/** Kills the process on the spot at one named point, when the environment asks for it: how recovery is proved. */
export class CrashPoint {
  constructor(private readonly armed: CrashPointName | undefined) {}

  at(name: CrashPointName): void {
    if (this.armed === name) process.kill(process.pid, 'SIGKILL');
  }
}
