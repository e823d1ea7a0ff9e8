import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What a program may take: time for one request, its heap, and all that it holds in memory, what lies outside its heap included. */
export type Limits = { longestMs: number; heapMiB: number; mostResidentMiB: number };
/** The answer to a request; or why there is none, and then the process is gone. */
export type Asked<Answer> = { answer: Answer } | { ended: 'slow' | 'memory' | 'broken' };

const looksEveryMs = 100;
const pageBytes = 4096;

/**
 * Runs a program that reads what anybody may have uploaded: in a process without environment, that writes no file and starts no program. It is killed when
 * a request takes too long or too much memory; the next request gets another process. One request at a time.
 */
export class ConfinedProgram<Request extends object, Answer> {
  #child: ChildProcess | undefined;

  /** @param program the address of a module that answers each message of its parent with one */
  constructor(
    private readonly program: URL,
    private readonly limits: Limits,
  ) {}

  async ask(request: Request): Promise<Asked<Answer>> {
    const child = (this.#child ??= start(this.program, this.limits.heapMiB));
    const asked = await this.#answer(child, request);
    if (!('answer' in asked)) this.end();
    return asked;
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #answer(child: ChildProcess, request: Request): Promise<Asked<Answer>> {
    return new Promise((resolve) => {
      let isOver = false;
      const stop = (asked: Asked<Answer>) => {
        if (isOver) return;
        isOver = true;
        clearTimeout(clock);
        clearInterval(watch);
        child.removeAllListeners();
        child.on('error', () => undefined);
        resolve(asked);
      };
      const clock = setTimeout(() => stop({ ended: 'slow' }), this.limits.longestMs);
      const watch = setInterval(() => void residentMiB(child.pid).then((mib) => mib > this.limits.mostResidentMiB && stop({ ended: 'memory' })), looksEveryMs);
      child.once('message', (answer: Answer) => stop({ answer }));
      child.once('exit', () => stop({ ended: 'memory' }));
      child.once('error', () => stop({ ended: 'broken' }));
      child.send(request, (error) => error && stop({ ended: 'broken' }));
    });
  }
}

function start(program: URL, heapMiB: number): ChildProcess {
  // What is run from source finds libraries in theirs.
  const conditions = program.pathname.endsWith('.ts') ? ['--conditions=@kairos/source'] : [];
  const child = fork(fileURLToPath(program), [], {
    env: {}, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [`--max-old-space-size=${heapMiB}`, '--permission', '--allow-fs-read=*', '--disable-warning=ExperimentalWarning', ...conditions],
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
