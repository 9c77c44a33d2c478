import type { INestApplication } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS } from '../http/access.js';

/** Handlers of HTTP requests that say neither who may call them nor that everybody may. */
export const unguardedHandlers = (app: INestApplication): readonly string[] => {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function' || Reflect.hasMetadata(ACCESS, metatype)) return [];
    const prototype = metatype.prototype as Readonly<Record<string, object>>;
    return scanner
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name] ?? {}) && !Reflect.hasMetadata(ACCESS, prototype[name] ?? {}))
      .map((name) => `${metatype.name}.${name}`);
  });
};
