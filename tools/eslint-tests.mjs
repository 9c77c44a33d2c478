// Tests that assert, run, and say why when they do not.
const isTest = ({ name } = {}) => /^(it|test|fit|xit|xtest)$/.test(name ?? '');
const isSuite = ({ name } = {}) => /^(describe|fdescribe|xdescribe)$/.test(name ?? '');

/** `it.skip.each(table)(…)` as ['it', 'skip', 'each']. */
const words = (node) => {
  if (node.type === 'Identifier') return [node.name];
  if (node.type === 'MemberExpression') return [...words(node.object), node.property.name ?? node.property.value];
  if (node.type === 'CallExpression') return words(node.callee);
  return node.type === 'TaggedTemplateExpression' ? words(node.tag) : [];
};
const first = (node) => {
  if (node.type === 'MemberExpression') return first(node.object);
  if (node.type === 'CallExpression') return first(node.callee);
  return node.type === 'TaggedTemplateExpression' ? first(node.tag) : node;
};
const titleOf = ([title] = []) =>
  title?.type === 'TemplateLiteral' ? title.quasis.map(({ value }) => value.cooked).join('…') : String(title?.value ?? '');

/** A focused test silences all others. */
const noFocus = {
  meta: { type: 'problem', schema: [], messages: { focus: '{{word}} silences every other test.' } },
  create: (context) => ({
    'MemberExpression[property.name="only"]'(node) {
      if (isTest(first(node)) || isSuite(first(node))) context.report({ node, messageId: 'focus', data: { word: words(node).join('.') } });
    },
    'CallExpression > Identifier.callee[name=/^(fit|fdescribe)$/]': (node) =>
      context.report({ node, messageId: 'focus', data: { word: node.name } }),
  }),
};

/** A test that cannot run says why: `(skipped: …)` in its title, which the closing report of a run repeats. */
const skipReason = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { reason: 'Say why in the title: `… (skipped: why)`.', todo: 'A test that is not written is no test.' },
  },
  create: (context) => {
    const saysWhy = (call) => /\(skipped: \S[^)]*\)$/.test(titleOf(call.arguments));
    return {
      CallExpression(node) {
        if (node.callee.type === 'CallExpression' || node.parent.callee === node) return judgeTable(node);
        judge(node, node);
      },
      'ConditionalExpression > MemberExpression[property.name="skip"]'(node) {
        if (isTest(node.object) || isSuite(node.object)) judgeChoice(node.parent);
      },
    };

    function judge(node, titled) {
      const [base, ...rest] = words(node.callee);
      if (!isTest({ name: base }) && !isSuite({ name: base })) return;
      if (rest.includes('todo')) context.report({ node, messageId: 'todo' });
      else if ((base.startsWith('x') || rest.includes('skip')) && !saysWhy(titled)) context.report({ node, messageId: 'reason' });
    }
    // it.skip.each(table)('title', …): the outer call has the title
    function judgeTable(node) {
      if (node.parent.callee !== node) judge(node, node);
    }
    // (there ? it : it.skip)('title', …)
    function judgeChoice(choice) {
      const call = choice.parent.type === 'CallExpression' && choice.parent.callee === choice ? choice.parent : undefined;
      if (!call || !saysWhy(call)) context.report({ node: choice, messageId: 'reason' });
    }
  },
};

const asserts = /^(expect|assert|then)([A-Z].*)?$/;

/** Every test asserts: itself, or through a function that it calls and that does. */
const assertion = {
  meta: { type: 'problem', schema: [], messages: { nothing: 'This test asserts nothing.' } },
  create: (context) => {
    const visitorKeys = context.sourceCode.visitorKeys;
    const isFunction = (node) => /Function/.test(node?.type ?? '');
    const definition = (identifier) => {
      for (let scope = context.sourceCode.getScope(identifier); scope; scope = scope.upper) {
        const variable = scope.set.get(identifier.name);
        if (variable) return variable.defs[0]?.node;
      }
    };
    const finds = (node, seen) => {
      if (!node || seen.has(node)) return false;
      seen.add(node);
      if (node.type === 'CallExpression' && words(node.callee).some((word) => asserts.test(word ?? ''))) return true;
      if (node.type === 'Identifier' && finds(bodyOf(definition(node)), seen)) return true;
      return (visitorKeys[node.type] ?? []).some((key) => [node[key]].flat().some((child) => child?.type && finds(child, seen)));
    };
    const bodyOf = (node) => (node?.type === 'VariableDeclarator' ? node.init : isFunction(node) ? node : undefined);
    return {
      CallExpression(node) {
        if (!isTest(first(node.callee)) || node.arguments.length < 2) return;
        if (!finds(node.arguments[1], new Set())) context.report({ node, messageId: 'nothing' });
      },
    };
  },
};

const forTests = /(\.spec|\.examples)\.ts$|\/testing[^/]*\.ts$|\/(e2e|testing)\//;

/** What ships does not lean on the equipment of the tests. */
const equipment = {
  meta: { type: 'problem', schema: [], messages: { production: '{{name}} is for specs and their equipment; this file ships.' } },
  create: (context) => {
    if (forTests.test(context.filename.replaceAll('\\', '/'))) return {};
    const judge = (node) => {
      const name = String(node?.value ?? '');
      if (/^@liaison\/([^/]+\/)?testing$/.test(name)) context.report({ node, messageId: 'production', data: { name } });
    };
    return {
      'ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration': ({ source }) => judge(source),
      'ImportExpression, TSImportType': ({ source }) => judge(source),
    };
  },
};

const plugins = { tests: { rules: { 'no-focus': noFocus, 'skip-reason': skipReason, assertion, equipment } } };

export const tests = [
  { name: 'liaison/equipment of tests', files: ['**/*.ts'], plugins, rules: { 'tests/equipment': 'error' } },
  {
    name: 'liaison/specs',
    files: ['**/*.spec.ts'],
    plugins,
    rules: { 'tests/no-focus': 'error', 'tests/skip-reason': 'error', 'tests/assertion': 'error' },
  },
];
