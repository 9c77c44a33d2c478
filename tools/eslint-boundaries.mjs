// Who may know whom, by the tags in each package.json. Services meet only in @liaison/contracts.
const forSpecs = ['@jest/globals', 'fast-check'];
const shared = ['type:kernel', 'type:contracts', 'type:lib', 'type:testing'];

const layers = [
  {
    sourceTag: 'type:kernel',
    onlyDependOnLibsWithTags: ['type:kernel'],
    allowedExternalImports: ['temporal-polyfill', 'rrule-temporal', ...forSpecs],
  },
  {
    sourceTag: 'type:contracts',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:kernel'],
    allowedExternalImports: ['zod', ...forSpecs],
  },
  { sourceTag: 'type:fhir', onlyDependOnLibsWithTags: ['type:fhir'], allowedExternalImports: ['zod', ...forSpecs] },
  { sourceTag: 'type:lib', onlyDependOnLibsWithTags: shared },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:testing', 'type:kernel', 'type:contracts', 'type:lib'] },
];
const services = ['scheduling', 'billing'].map((name) => ({
  sourceTag: `scope:${name}`,
  onlyDependOnLibsWithTags: [`scope:${name}`, 'scope:shared'],
}));

export const boundaries = [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    depConstraints: [
      ...layers,
      { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
      ...services,
      { sourceTag: 'scope:bench', onlyDependOnLibsWithTags: ['scope:shared'] },
      { sourceTag: 'scope:liaison', onlyDependOnLibsWithTags: ['*'] },
    ],
  },
];
