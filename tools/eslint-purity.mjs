// The pure core: rules and formats that take time, ids and chance from their callers, so that the same events always give the same state.
import { impureLayer, isPure, isRule } from './eslint-pure-files.mjs';

// a name after # is all that may be taken from the package
const allowedPackages = (file) => {
  if (/\/libs\/kernel\/src\//.test(file)) return ['temporal-polyfill', 'rrule-temporal'];
  if (/\/libs\/contracts\/src\//.test(file)) return ['@liaison/kernel', 'zod'];
  if (/\/libs\/fhir\/src\//.test(file)) return ['zod'];
  const rules = ['@liaison/kernel', '@liaison/contracts', 'zod', 'immutable'];
  if (/\.projection\.ts$/.test(file)) return [...rules, '@liaison/projections'];
  return /\/apps\/liaison\/src\/(import|hospital)\//.test(file) ? [...rules, '@liaison/fhir', 'temporal-polyfill', 'uuid#v5'] : rules;
};

/** A pure file imports pure files and a few packages that know neither clock nor machine. */
const imports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      package: '{{from}} is not for pure files: this one may import pure files beside it and {{allowed}}.',
      layer: '{{from}} belongs to the edge: a pure file imports only pure files.',
    },
  },
  create: (context) => {
    const allowed = allowedPackages(context.filename.replaceAll('\\', '/'));
    const takes = ({ specifiers = [] }, from) =>
      specifiers.every(({ imported, local }) => allowed.includes(`${from}#${(imported ?? local).name}`));
    const judge = (node) => {
      const from = node?.value;
      if (typeof from !== 'string') return;
      if (!from.startsWith('.')) {
        if (!allowed.includes(from) && !(node.parent.specifiers?.length && takes(node.parent, from)))
          context.report({ node, messageId: 'package', data: { from, allowed: allowed.join(', ') } });
      } else if (impureLayer.test(from)) context.report({ node, messageId: 'layer', data: { from } });
    };
    return {
      'ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration': ({ source }) => judge(source),
      TSImportType: ({ source }) => judge(source),
      TSExternalModuleReference: ({ expression }) => judge(expression),
    };
  },
};

/** What the language itself brings and what answers the same always and everywhere. All else (process, fetch, timers, …) is refused. */
const timeless = new Set(
  `undefined NaN Infinity Object Array String Number Boolean Symbol BigInt Math JSON RegExp Map Set WeakMap WeakSet Date Iterator Reflect Proxy
   Error TypeError RangeError SyntaxError AggregateError ArrayBuffer DataView Uint8Array Uint16Array Uint32Array Int8Array Int16Array Int32Array
   BigInt64Array BigUint64Array Float32Array Float64Array parseInt parseFloat isNaN isFinite structuredClone TextEncoder TextDecoder URL
   encodeURIComponent decodeURIComponent encodeURI decodeURI`.split(/\s+/),
);
const readsTheClock = ({ parent }, node) => {
  if (parent.type === 'NewExpression' && parent.callee === node) return parent.arguments.length === 0;
  if (parent.type === 'BinaryExpression') return parent.operator !== 'instanceof';
  return !(parent.type === 'MemberExpression' && !parent.computed && ['parse', 'UTC', 'prototype'].includes(parent.property.name));
};
const throwsDice = ({ parent }) => !(parent.type === 'MemberExpression' && !parent.computed && parent.property.name !== 'random');

/** A pure file takes time and ids from its command: it reaches for nothing that could answer differently tomorrow or elsewhere. */
const globals = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      outside: '{{name}} is the world outside: a pure file is given what it needs.',
      clock: 'A pure file takes the time from its command or event.',
      chance: 'A pure file takes chance and ids from its command or event.',
      locale: '{{name}} answers by the locale of the machine: compare and format at the edge, or by code unit.',
    },
  },
  create: (context) => {
    const judge = (node) => {
      if (!timeless.has(node.name)) context.report({ node, messageId: 'outside', data: { name: node.name } });
      else if (node.name === 'Date' && readsTheClock(node, node)) context.report({ node, messageId: 'clock' });
      else if (node.name === 'Math' && throwsDice(node)) context.report({ node, messageId: 'chance' });
    };
    return {
      'Program:exit'(program) {
        const scope = context.sourceCode.getScope(program);
        const unnamed = scope.variables.filter(({ defs }) => defs.length === 0).flatMap(({ references }) => references);
        for (const { identifier, isTypeReference, isValueReference } of new Set([...scope.through, ...unnamed]))
          if (isValueReference ?? !isTypeReference) judge(identifier);
      },
      'MemberExpression[object.name="Temporal"][property.name="Now"]': (node) => context.report({ node, messageId: 'clock' }),
      'CallExpression > MemberExpression.callee[property.name=/^(localeCompare|toLocale\\w+)$/]': (node) =>
        context.report({ node, messageId: 'locale', data: { name: node.property.name } }),
    };
  },
};

const syntax = [
  { selector: 'AwaitExpression, ForOfStatement[await=true], :function[async=true]', message: 'A pure file does not wait.' },
  { selector: 'ImportExpression', message: 'A pure file does not import at run time.' },
  { selector: 'MetaProperty[meta.name="import"]', message: 'A pure file does not know where it lies.' },
  { selector: 'Decorator', message: 'A pure file knows no framework.' },
];
const noThrow = { selector: 'ThrowStatement', message: "A rule's answer is rejected(...), not an exception." };

export const purePlugin = { rules: { imports, globals } };

export const purity = [
  {
    name: 'liaison/pure files',
    files: [isPure],
    plugins: { pure: purePlugin },
    rules: {
      'pure/imports': 'error',
      'pure/globals': 'error',
      'no-restricted-syntax': ['error', ...syntax],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
    },
  },
  { name: 'liaison/rules of a service', files: [isRule], rules: { 'no-restricted-syntax': ['error', ...syntax, noThrow] } },
];
