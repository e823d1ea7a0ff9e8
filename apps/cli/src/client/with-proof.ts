import { ApiRefused } from '../cli.errors.ts';
import type { Context } from '../context.ts';

/** Does what asks for a proof of the last five minutes; whoever has given none is asked for it, and it is done again. */
export async function withProof<T>({ api, terminal }: Pick<Context, 'api' | 'terminal'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.problem.code !== 'step-up-required' || !terminal.isInteractive) throw error;
    const proof = (await terminal.askSecret('Your sign-in is a while ago. Your password, or a code of your authenticator if you have one: ')).trim();
    await api.stepUp(/^\d{6}$/.test(proof) ? { code: proof } : { password: proof });
    return work();
  }
}
