import { boardOfTheDay, type BoardOfTheDay } from '@liaison/scheduling';
import { escapeHtml, htmlPage, type PageRequest } from '@liaison/service-kit';

const isDate = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** The board of a department, today's unless the form says otherwise. Ids of patients, never names. */
export const boardPage = async ({ query, runtimes }: PageRequest): Promise<string> => {
  const { scheduling } = runtimes;
  const date = query.get('date') ?? undefined;
  const chosen = { siteId: query.get('site') ?? undefined, departmentId: query.get('department') ?? undefined };
  const board = scheduling && (await boardOfTheDay(scheduling, { ...chosen, date: date && isDate.test(date) ? date : undefined }));
  return htmlPage('Day board', board ? form(board) + table(board) + back : nothingYet);
};

const back = '<p><a href="/">Back</a></p>';

const nothingYet = `<p>Nothing is defined yet. Fill the system with an example:</p><pre><code>npm run liaison -- sample</code></pre>${back}`;

const select = (
  label: string,
  name: string,
  choices: readonly { readonly id: string; readonly name: string }[],
  chosen: string,
): string => {
  const options = choices.map(
    (choice) => `<option value="${escapeHtml(choice.id)}"${choice.id === chosen ? ' selected' : ''}>${escapeHtml(choice.name)}</option>`,
  );
  return `<label>${label} <select name="${name}">${options.join('')}</select></label>`;
};

const form = ({ sites, departments, siteId, departmentId, date }: BoardOfTheDay): string => `<form>
${select('Site', 'site', sites, siteId)}
${select('Department', 'department', departments, departmentId)}
<label>Date <input type="date" name="date" value="${escapeHtml(date)}"></label>
<button>Show</button>
</form>
`;

const table = ({ visits, date, zone }: BoardOfTheDay): string => {
  const rows = visits.map(
    ({ time, visitTypeId, status, takes, patientId }) =>
      `<tr>${[time, visitTypeId, status, takes, patientId].map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`,
  );
  const head = ['Time', 'Visit', 'Status', 'Takes', 'Patient'].map((title) => `<th scope="col">${title}</th>`).join('');
  return `<p>${visits.length === 0 ? 'No visits' : `${visits.length} visits`} on ${escapeHtml(date)} (${escapeHtml(zone)})</p>
<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>
`;
};
