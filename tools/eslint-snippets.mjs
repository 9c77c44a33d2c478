// Reads [{ file, code }] as JSON on standard input and answers what the real configuration says to each, as if the file held that code.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import { root } from './deps.mjs';

const eslint = new ESLint({ cwd: root, cache: false });
const snippets = JSON.parse(await text(process.stdin)).map((snippet, n) => ({ ...snippet, n }));
const answers = [];
// file by file: the type checker keeps the project of the file before
for (const { file, code, n } of snippets.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.n - b.n))) {
  const [result] = await eslint.lintText(code, { filePath: file });
  answers[n] = (result?.messages ?? []).map(({ ruleId, messageId, message }) => ({ ruleId, messageId, message }));
}
process.stdout.write(JSON.stringify(answers));
