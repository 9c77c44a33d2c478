// Imported first by what npm starts: npm that is told to end does not tell its children, so they look whether it is still there.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 250).unref();
