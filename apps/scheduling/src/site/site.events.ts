import { z } from 'zod';

/** A campus that shares staff, rooms and equipment, in one time zone of the IANA database. */
export const SiteDefined = z.object({
  type: z.literal('SiteDefined'),
  data: z.object({ siteId: z.string(), name: z.string(), zone: z.string() }).readonly(),
});

/** Appointments of a department begin on its grid: every so many minutes on the wall clock. */
export const DepartmentDefined = z.object({
  type: z.literal('DepartmentDefined'),
  data: z.object({ siteId: z.string(), departmentId: z.string(), name: z.string(), gridMinutes: z.int().min(1) }).readonly(),
});

/** On this date only those have hours here who work on public holidays. What is booked stays. */
export const PublicHolidayDeclared = z.object({
  type: z.literal('PublicHolidayDeclared'),
  data: z.object({ siteId: z.string(), date: z.iso.date(), name: z.string() }).readonly(),
});

export const PublicHolidayRevoked = z.object({
  type: z.literal('PublicHolidayRevoked'),
  data: z.object({ siteId: z.string(), date: z.iso.date() }).readonly(),
});

export const SiteEvent = z.discriminatedUnion('type', [SiteDefined, DepartmentDefined, PublicHolidayDeclared, PublicHolidayRevoked]);

export type SiteDefined = z.infer<typeof SiteDefined>;
export type DepartmentDefined = z.infer<typeof DepartmentDefined>;
export type SiteEvent = z.infer<typeof SiteEvent>;
export type PublicHolidayDeclared = z.infer<typeof PublicHolidayDeclared>;
export type PublicHolidayRevoked = z.infer<typeof PublicHolidayRevoked>;
