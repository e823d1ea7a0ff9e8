import { z } from 'zod';
import { RoleId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { PasskeyAssertion } from './passkey.http.ts';
import { RenewedAccess } from './session.http.ts';

const Code = z.string().regex(/^\d{6}$/, 'must be six digits');
/** As it was written down: capitals, spaces and dashes do not matter. */
const RecoveryCode = z.string().min(16).max(40);

/** One proof of something the person holds. */
export const SecondFactorProof = z.union([z.strictObject({ code: Code }), z.strictObject({ recoveryCode: RecoveryCode }), z.strictObject({ passkey: PasskeyAssertion })]);
export type SecondFactorProof = z.infer<typeof SecondFactorProof>;

export const secondFactors = ['totp', 'recovery-code', 'passkey'] as const;

/** The password was right; the challenge opens nothing but the second step of this sign-in. */
export const SecondFactorRequired = z.object({ challenge: z.string(), expiresAt: Instant, factors: z.array(z.enum(secondFactors)) });
export type SecondFactorRequired = z.infer<typeof SecondFactorRequired>;

export const CompleteSignInBody = z.strictObject({ challenge: z.string().min(1).max(100), proof: SecondFactorProof });
export type CompleteSignInBody = z.infer<typeof CompleteSignInBody>;

/** Repeats the proof of who the caller is, for an action that asks for a recent one: the strongest that they have. */
export const StepUpBody = z.union([z.strictObject({ password: z.string().min(1).max(1024) }), ...SecondFactorProof.options]);
export type StepUpBody = z.infer<typeof StepUpBody>;

export const OwnMfaView = z.object({ totp: z.boolean(), recoveryCodesLeft: z.int().nonnegative(), passkeys: z.int().nonnegative() });
export type OwnMfaView = z.infer<typeof OwnMfaView>;

/** Shown once. The address is what an authenticator reads as a QR code. */
export const TotpEnrolment = z.object({ secret: z.string(), otpauthUri: z.string() });
export type TotpEnrolment = z.infer<typeof TotpEnrolment>;

export const ConfirmTotpBody = z.strictObject({ code: Code });
export type ConfirmTotpBody = z.infer<typeof ConfirmTotpBody>;

/** Ten codes, shown once, each good for one sign-in without the authenticator. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
export const ConfirmedTotp = RecoveryCodes.extend(RenewedAccess.shape);
export type ConfirmedTotp = z.infer<typeof ConfirmedTotp>;

/** Who of the tenant must have a second factor. Whoever must and has none can do nothing but set one up. */
export const MfaPolicyView = z.object({ everyone: z.boolean(), roleIds: z.array(RoleId), version: z.int().positive() });
export type MfaPolicyView = z.infer<typeof MfaPolicyView>;
export const SetMfaPolicyBody = z.strictObject({ everyone: z.boolean(), roleIds: z.array(RoleId).max(100), reason: z.string().trim().min(1).max(500).optional() });
export type SetMfaPolicyBody = z.infer<typeof SetMfaPolicyBody>;
