import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Readiness } from '../health/readiness.js';
import { HealthController } from '../health/health.controller.js';
import { DevelopmentIssuerController, ISSUER } from '../identity/development-issuer.controller.js';
import type { DevelopmentIssuer } from '../identity/development-issuer.js';
import { READINESS } from '../health/health.controller.js';

/** What belongs to the process and to no service: its health, and who may sign in while it is a development system. */
@Module({})
export class FrontModule {
  static for(readiness: Readiness, issuer: DevelopmentIssuer | undefined): DynamicModule {
    const controllers: Type[] = [HealthController, ...(issuer ? [DevelopmentIssuerController] : [])];
    return {
      module: FrontModule,
      controllers,
      providers: [{ provide: READINESS, useValue: readiness }, ...(issuer ? [{ provide: ISSUER, useValue: issuer }] : [])],
    };
  }
}
