/** Which methods a path answers, for those who ask with another one. */
export class RouteTable {
  private readonly routes: { readonly method: string; readonly segments: readonly string[] }[] = [];

  add(method: string | readonly string[], pattern: string): void {
    for (const each of [method].flat()) this.routes.push({ method: each, segments: pattern.split('/') });
  }

  methodsOf(path: string): readonly string[] {
    const asked = path.split('/');
    const fits = (segments: readonly string[]) =>
      segments.length === asked.length &&
      segments.every((segment, n) => segment === asked[n] || (segment.startsWith(':') && asked[n] !== ''));
    return [...new Set(this.routes.filter(({ segments }) => fits(segments)).map(({ method }) => method))].toSorted();
  }
}
