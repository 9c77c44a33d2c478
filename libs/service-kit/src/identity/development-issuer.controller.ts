import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public, roles } from '../http/access.js';
import type { DevelopmentIssuer } from './development-issuer.js';

export const ISSUER = Symbol('liaison:development-issuer');

const TokenRequest = z
  .strictObject({
    role: z.enum(roles),
    subject: z
      .string()
      .regex(/^[\w.@+-]{1,100}$/, 'must be 1 to 100 letters, digits or . _ @ + -')
      .optional()
      .describe('Stands in the metadata of events: never a patient'),
  })
  .meta({ id: 'TokenRequest' });
const Token = z.object({ token: z.string(), expiresIn: z.int().describe('Seconds') }).meta({ id: 'Token' });

/** Exists on the embedded system alone; the door before it lets in nobody from elsewhere. */
@ApiTags('development')
@Controller()
export class DevelopmentIssuerController {
  constructor(@Inject(ISSUER) private readonly issuer: DevelopmentIssuer) {}

  @Post('dev/token')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'A bearer token under any role, for twelve hours' })
  @ApiOkResponse({ standardSchema: Token })
  token(@Body({ schema: TokenRequest }) { role, subject }: z.infer<typeof TokenRequest>) {
    return this.issuer.sign(role, subject);
  }

  @Get('.well-known/jwks.json')
  @Public()
  @ApiOperation({ summary: 'The keys that tokens are checked with (RFC 7517)' })
  @ApiOkResponse()
  keys() {
    return this.issuer.jwks;
  }
}
