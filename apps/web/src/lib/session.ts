import type { ChangePasswordBody, CompleteSignInBody, PasskeySignInBody, RenewedAccess, SecondFactorRequired, SignedIn, SignInBody, SignOutOnward, StepUpBody } from '@kairos/contracts';
import { send, download, type ApiRequest } from './http.ts';
import { isProblem } from './problem.ts';

/** Who is signed in. The access token lives in memory alone; the cookie that renews it is out of reach of any script. */
export type Session = Omit<SignedIn, 'tokenType'>;
export type Standing = { state: 'unknown' } | { state: 'signed-out'; ended: boolean; idle?: boolean } | { state: 'signed-in'; session: Session };

const csrf = { 'x-kairos-csrf': '1' };
/** So long before it ends, a token is renewed. */
const aheadMs = 60_000;
/** Tabs renew one after the other: a renewal token that is shown twice ends the session. */
const renewalLock = 'kairos-renewal';

let standing: Standing = { state: 'unknown' };
let renewing: Promise<Session> | undefined;
const listeners = new Set<() => void>();

export const currentStanding = (): Standing => standing;

export function onStanding(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: Standing): void {
  standing = next;
  for (const listener of listeners) listener();
}

/** Takes up the session that a cookie holds, if there is one. */
export async function resumeSession(): Promise<Standing> {
  if (standing.state !== 'unknown') return standing;
  await renew().catch((error: unknown) => {
    if (!isProblem(error, 'session-has-ended')) throw error;
    become({ state: 'signed-out', ended: false });
  });
  return standing;
}

export async function signIn(body: SignInBody): Promise<Session | SecondFactorRequired> {
  const answer = await send<SignedIn | SecondFactorRequired>({ method: 'POST', path: '/identity/sessions', body });
  return 'accessToken' in answer ? enter(answer) : answer;
}

export async function completeSignIn(body: CompleteSignInBody): Promise<Session> {
  return enter(await send<SignedIn>({ method: 'POST', path: '/identity/sessions/second-factor', body }));
}

export async function signInWithPasskey(body: PasskeySignInBody): Promise<Session> {
  return enter(await send<SignedIn>({ method: 'POST', path: '/identity/sessions/passkey', body }));
}

export async function switchTenant(tenantId: string): Promise<Session> {
  return enter(await call<SignedIn>({ method: 'POST', path: '/identity/sessions/switch', body: { tenantId } }));
}

/** Takes a password of one's own; every other session of this person ends. */
export async function changePassword(body: ChangePasswordBody): Promise<Session> {
  await call<void>({ method: 'POST', path: '/identity/me/password', body });
  return renew();
}

/** Ends the session in every tab, and goes on to the identity provider that it came from, if it came from one. */
export async function signOut(): Promise<void> {
  const { signOutUrl } = await call<SignOutOnward>({ method: 'POST', path: '/identity/oidc/sign-out', body: { returnTo: '/sign-in' } });
  leave({ ended: false });
  if (signOutUrl !== null) location.assign(signOutUrl);
}

/** Ends the session in every tab after nobody did anything in any of them. */
export async function signOutIdle(): Promise<void> {
  const ending = call<void>({ method: 'DELETE', path: '/identity/sessions/current' });
  leave({ ended: true, idle: true });
  await ending.catch(() => undefined);
}

type Leaving = { ended: boolean; idle?: boolean };
const tabs = new BroadcastChannel('kairos.session');
tabs.addEventListener('message', ({ data }: MessageEvent<Leaving>) => {
  if (standing.state === 'signed-in' || (standing.state === 'signed-out' && data.idle)) become({ state: 'signed-out', ...data });
});

function leave(how: Leaving): void {
  tabs.postMessage(how);
  become({ state: 'signed-out', ...how });
}

/** Proves anew who one is, for what asks for a recent proof. */
export async function stepUp(body: StepUpBody): Promise<void> {
  takeRenewed(await call<RenewedAccess>({ method: 'POST', path: '/identity/sessions/current/step-up', body }));
  if (standing.state === 'signed-in' && standing.session.secondFactorRequired) await renew();
}

/** A token that came with another answer takes the place of the one before. */
export function takeRenewed({ accessToken, expiresAt }: RenewedAccess): void {
  if (standing.state === 'signed-in') become({ state: 'signed-in', session: { ...standing.session, accessToken, expiresAt } });
}

let askForProof: (() => Promise<void>) | undefined;

/** Who asks for a recent proof when the API wants one: it settles once it was given, and fails when it was not. */
export function onProofWanted(ask: () => Promise<void>): () => void {
  askForProof = ask;
  return () => (askForProof = undefined);
}

/** Asks for a recent proof before anything wants it. @throws ProofNotGiven */
export async function demandProof(): Promise<void> {
  await askForProof?.();
}

/** A request in the name of who is signed in; its token is renewed when it is about to end. @throws ApiProblem */
export async function call<T>(request: ApiRequest): Promise<T> {
  return asCaller((token) => send<T>(request, token));
}

export async function callForFile(request: ApiRequest): Promise<Response> {
  return asCaller((token) => download(request, token));
}

/** Asks with a token that does not end meanwhile, and once more with a new one where it was refused. */
export async function asCaller<T>(ask: (token: string) => Promise<T>): Promise<T> {
  try {
    return await ask(await presentToken());
  } catch (error) {
    if (!isProblem(error) || error.status !== 401) throw error;
    if (error.code !== 'step-up-required') await renew();
    else if (askForProof) await askForProof();
    else throw error;
    return ask(await presentToken());
  }
}

async function presentToken(): Promise<string> {
  const session = standing.state === 'signed-in' && Date.parse(standing.session.expiresAt) - Date.now() > aheadMs ? standing.session : await renew();
  return session.accessToken;
}

/** Takes up what has changed about the session: all of it is said anew. */
export function renew(): Promise<Session> {
  return (renewing ??= navigator.locks
    .request(renewalLock, async () => enterAgain(await send<SignedIn>({ method: 'POST', path: '/identity/sessions/refresh', headers: csrf })))
    .catch((error: unknown) => {
      if (isProblem(error) && error.status === 401 && standing.state === 'signed-in') become({ state: 'signed-out', ended: true });
      throw error;
    })
    .finally(() => (renewing = undefined)));
}

function enter(session: SignedIn): Session {
  become({ state: 'signed-in', session });
  return session;
}

/** Another tab may have gone over to somebody else, or to another tenant: then nothing that this page shows is theirs. */
function enterAgain(session: SignedIn): Session {
  // Whoever left while it was on its way is not led back in.
  if (standing.state === 'signed-out') return session;
  if (standing.state === 'signed-in' && standing.session.membershipId !== session.membershipId) location.assign('/');
  return enter(session);
}
