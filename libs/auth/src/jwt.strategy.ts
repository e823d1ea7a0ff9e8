import { Injectable, type Type } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy, type JwtFromRequestFunction } from 'passport-jwt';
import { AccessClaims, tokenAudience, tokenIssuer } from './claims.ts';
import { keyIdOf } from './key-id-of.ts';
import { KeyRing } from './key-ring.ts';

/** passport-jwt on RS256 only, with the key looked up by its id in identity's set. */
export function jwtStrategyFor(name: string, fromRequest: JwtFromRequestFunction = ExtractJwt.fromAuthHeaderAsBearerToken()): Type<unknown> {
  @Injectable()
  class JwtStrategy extends PassportStrategy(Strategy, name) {
    constructor(keys: KeyRing) {
      super({
        jwtFromRequest: fromRequest,
        algorithms: ['RS256'],
        issuer: tokenIssuer,
        audience: tokenAudience,
        secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: string) => void) => {
          const keyId = keyIdOf(token);
          if (keyId === undefined) return done(new Error('The token names no key.'));
          // passport-jwt's types say string; jsonwebtoken takes the cached KeyObject and saves parsing it each time.
          keys.key(keyId).then((key) => (key ? done(null, key as unknown as string) : done(new Error('The token names an unknown key.'))), done);
        },
      });
    }

    validate(payload: unknown): AccessClaims {
      return AccessClaims.parse(payload);
    }
  }
  return JwtStrategy;
}
