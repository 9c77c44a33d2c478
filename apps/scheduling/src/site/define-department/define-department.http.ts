import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answer, Asking, ProblemException, Roles, type Asked } from '@liaison/service-kit';
import { z } from 'zod';
import { DisplayName, SitePath, Slug } from '../../http/ids.js';
import { Recorded } from '../../http/recorded.js';
import { SchedulingStreams } from '../../scheduling.streams.js';
import { siteProblems } from '../site.problems.js';

const Path = SitePath.extend({ departmentId: Slug });
const DepartmentFacts = z
  .object({ name: DisplayName, gridMinutes: z.int().describe('Visits begin on whole multiples of it since midnight on the wall clock') })
  .meta({ id: 'DepartmentFacts' });
const Department = DepartmentFacts.extend({ departmentId: z.string() }).meta({ id: 'Department' });
const Departments = z.object({ departments: z.array(Department) });

@ApiTags('sites')
@Controller('scheduling/sites/:siteId/departments')
export class DepartmentsController {
  constructor(@Inject(SchedulingStreams) private readonly streams: SchedulingStreams) {}

  @Put(':departmentId')
  @Roles('coordinator')
  @ApiOperation({ summary: 'Define a department of a site, with the grid that its visits begin on' })
  @ApiOkResponse({ standardSchema: Recorded })
  async define(
    @Param({ schema: Path }) { siteId, departmentId }: z.infer<typeof Path>,
    @Body({ schema: DepartmentFacts }) facts: z.infer<typeof DepartmentFacts>,
    @Asking() asked: Asked,
  ) {
    const mayReplace = asked.expected !== undefined;
    const command = { type: 'DefineDepartment', data: { siteId, departmentId, ...facts }, mayReplace } as const;
    return answer(await this.streams.sites.handle(siteId, command, asked), siteProblems);
  }

  @Get()
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'The departments of a site' })
  @ApiOkResponse({ standardSchema: Departments })
  async all(@Param({ schema: SitePath }) { siteId }: z.infer<typeof SitePath>): Promise<z.infer<typeof Departments>> {
    const { departments } = await this.siteOf(siteId);
    return { departments: [...departments.values()].map(({ departmentId, name, gridMinutes }) => ({ departmentId, name, gridMinutes })) };
  }

  @Get(':departmentId')
  @Roles('coordinator', 'clerk', 'biller', 'operator')
  @ApiOperation({ summary: 'One department, with the ETag of its site' })
  @ApiOkResponse({ standardSchema: Department.extend({ revision: z.int() }) })
  async one(@Param({ schema: Path }) { siteId, departmentId }: z.infer<typeof Path>) {
    const { departments, revision } = await this.siteOf(siteId);
    const department = departments.get(departmentId);
    if (!department)
      throw new ProblemException(404, { code: 'department-unknown', title: 'No such department', detail: `${siteId}/${departmentId}` });
    return { departmentId, name: department.name, gridMinutes: department.gridMinutes, revision };
  }

  private async siteOf(siteId: string) {
    const { state, revision } = await this.streams.sites.load(siteId);
    if (state.status === 'unknown') throw new ProblemException(404, { code: 'site-unknown', title: 'No such site', detail: siteId });
    return { departments: state.departments, revision };
  }
}
