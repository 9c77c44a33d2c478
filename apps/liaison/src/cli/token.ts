import type { Answer, Context } from './context.js';
import { developmentToken, type Role } from './sign-in.js';

export const token = async (role: Role, subject: string | undefined, { url }: Context): Promise<Answer> => {
  const issued = await developmentToken(url, role, subject);
  return { text: issued.token, json: { role, ...issued } };
};
