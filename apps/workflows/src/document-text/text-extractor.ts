import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TextAnswer, TextRequest } from './text-program.ts';

const program = fileURLToPath(new URL(`./text-program${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url));
const heapMiB = 256;
/** All that the process may hold, what lies outside its heap included. */
const mostResidentMiB = 768;
const looksEveryMs = 100;
const pageBytes = 4096;
const mostFilesPerProcess = 200;

/**
 * Takes the text out of files in a process without environment, that writes no file and starts no program. It ends when a file takes too long or too much
 * memory; the next file gets another.
 */
export class TextExtractor {
  #child: ChildProcess | undefined;
  #files = 0;

  constructor(private readonly longestMs = 20_000) {}

  async extract(request: TextRequest): Promise<TextAnswer> {
    const child = (this.#child ??= start());
    this.#files += 1;
    const { answer, isWell } = await this.#ask(child, request);
    if (!isWell || this.#files >= mostFilesPerProcess) this.end();
    return answer;
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    [this.#child, this.#files] = [undefined, 0];
  }

  #ask(child: ChildProcess, request: TextRequest): Promise<{ answer: TextAnswer; isWell: boolean }> {
    return new Promise((resolve) => {
      const stop = (answer: TextAnswer, isWell: boolean) => {
        clearTimeout(clock);
        clearInterval(watch);
        child.removeAllListeners();
        child.on('error', () => undefined);
        resolve({ answer, isWell });
      };
      const fail = (fault: string) => stop({ content: '', fault }, false);
      const clock = setTimeout(() => fail('it takes too long'), this.longestMs);
      const watch = setInterval(() => void residentMiB(child.pid).then((mib) => mib > mostResidentMiB && fail('it takes too much memory')), looksEveryMs);
      child.once('message', (answer: TextAnswer) => stop(answer, true));
      child.once('exit', () => fail('it takes too much memory'));
      child.once('error', () => fail('it cannot be read'));
      child.send(request, (error) => error && fail('it cannot be read'));
    });
  }
}

function start(): ChildProcess {
  const child = fork(program, [], {
    env: {}, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [`--max-old-space-size=${heapMiB}`, '--permission', '--allow-fs-read=*', '--disable-warning=ExperimentalWarning'],
  });
  child.unref();
  child.channel?.unref();
  return child;
}

/** Where the system does not tell, the heap alone is bounded. */
async function residentMiB(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '');
  return (Number(statm.split(' ')[1] ?? 0) * pageBytes) / 1_048_576;
}
