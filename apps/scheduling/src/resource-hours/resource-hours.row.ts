import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Readers see the view of the live generation. */
@Entity({ name: 'resource_hours' })
export class ResourceHoursEntity {
  @PrimaryColumn({ name: 'site_id', type: 'text' })
  siteId!: string;
  @PrimaryColumn({ type: 'text' })
  date!: string;
  @PrimaryColumn({ name: 'resource_id', type: 'text' })
  resourceId!: string;
  @PrimaryColumn({ type: 'text' })
  kind!: 'granted' | 'returned';
  @PrimaryColumn({ type: 'text' })
  from!: string;
  @PrimaryColumn({ type: 'text' })
  to!: string;
  @Column({ type: 'integer' })
  capacity!: number;
}
