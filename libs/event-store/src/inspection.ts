/** What a store holds, for people. */
export type StoreStatistics = {
  readonly incarnation: string;
  readonly head: number;
  readonly streams: number;
  readonly categories: readonly { readonly category: string; readonly streams: number; readonly events: number }[];
  /** First answers that are kept. */
  readonly commands: number;
  /** On disk, with indexes. */
  readonly bytes: number;
  /** UTC; absent while the store is empty. */
  readonly firstAt?: string;
  readonly lastAt?: string;
};

/** What a store lets its operators see and do, where it can. */
export interface Inspectable {
  statistics(): Promise<StoreStatistics>;
  /** After a restore of which the store cannot know by itself: caches, checkpoints and positions of before prove nothing. */
  beginIncarnation(): Promise<string>;
}

export const isInspectable = (store: object): store is Inspectable => 'statistics' in store && 'beginIncarnation' in store;
