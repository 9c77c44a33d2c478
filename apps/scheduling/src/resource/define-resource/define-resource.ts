import { accepted, rejected, same, type Decision } from '@liaison/kernel';
import type { ResourceDefined } from '../resource.events.js';
import type { Resource } from '../resource.state.js';

export type DefineResource = { readonly type: 'DefineResource'; readonly data: ResourceDefined['data'] };
export type ResourceRefusal = { readonly code: 'kind-fixed'; readonly resourceId: string; readonly kind: ResourceDefined['data']['kind'] };

export const defineResource = ({ data }: DefineResource, resource: Resource): Decision<ResourceDefined, ResourceRefusal> => {
  if (resource.status === 'unknown') return accepted({ type: 'ResourceDefined', data });
  const { resourceId, kind, name, capacity, attributes } = resource;
  if (kind !== data.kind) return rejected({ code: 'kind-fixed', resourceId, kind });
  return same({ resourceId, kind, name, capacity, attributes }, data) ? accepted() : accepted({ type: 'ResourceDefined', data });
};
