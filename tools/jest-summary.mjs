// The last words of a test run: what was skipped and why, and one line that counts.

/** What a test says that needs files, or a server from outside, which not every machine has. */
const excuse = /LIAISON_SAMPLE_DATA|EVENTSTORE_URL/;

export default class Summary {
  onRunComplete(_, { testResults, numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }) {
    const skipped = testResults.flatMap(({ testResults: tests }) =>
      tests.filter(({ status }) => status === 'pending' || status === 'todo'),
    );
    for (const { fullName } of skipped) console.log(`skipped: ${fullName}`);
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
    this.unexcused = process.env.LIAISON_NO_SKIPS ? skipped.filter(({ fullName }) => !excuse.test(fullName)) : [];
  }

  /** Where nothing may be skipped, only tests over sample data or a server that is not there may. */
  getLastError() {
    if (this.unexcused?.length) return new Error(`${this.unexcused.length} tests were skipped that can run everywhere`);
    return undefined;
  }
}
