import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';

export const roles = ['coordinator', 'clerk', 'biller', 'operator'] as const;
export type Role = (typeof roles)[number];

/** Who may call a handler: roles, or everybody. */
export type Access = readonly Role[] | 'public';

export const ACCESS = 'liaison:access';

/** Callers need one of these roles. */
export const Roles = (...allowed: readonly [Role, ...Role[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata<string, Access>(ACCESS, allowed), ApiBearerAuth(), ApiExtension('x-roles', allowed));

/** Anybody may call this, signed in or not. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata<string, Access>(ACCESS, 'public');
