/** The path under which everything of signing in with identity providers stands, its cookie too. */
export const signInPath = '/api/v1/identity/oidc';
export const startPath = (providerId: string): string => `${signInPath}/${providerId}/start`;
export const signedOutPath = (providerId: string): string => `${signInPath}/${providerId}/signed-out`;
export const backChannelLogoutPath = (providerId: string): string => `${signInPath}/${providerId}/back-channel-logout`;
export const callbackPath = (providerId: string): string => `${signInPath}/${providerId}/callback`;
