const revisionOf = Symbol('liaison:revision-of');
type Tagged = { readonly [revisionOf]?: string };

/** The body, whose ETag names this stream beside the revision: for what goes from one stream to another. */
export const ofStream = <Body extends object>(body: Body, stream: string): Body => ({ ...body, [revisionOf]: stream });

/** A revision, and the stream that it is of where that is not plain from the address. */
export const etagPattern = '^"(\\d{1,15})(?:@([\\w./-]{1,200}))?"$';

export const etagOf = (body: object, revision: number): string => {
  const stream = (body as Tagged)[revisionOf];
  return stream === undefined ? `"${revision}"` : `"${revision}@${stream}"`;
};
