// './x.js' in our own sources means './x.ts'
const { existsSync } = require('node:fs');
const { resolve } = require('node:path');

module.exports = (path, options) => {
  if (path.startsWith('.') && path.endsWith('.js') && !options.basedir.includes('node_modules')) {
    const source = resolve(options.basedir, `${path.slice(0, -3)}.ts`);
    if (existsSync(source)) return source;
  }
  return options.defaultResolver(path, options);
};
