import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Hands the fault on to the transport, where Nest's own filter would hide it behind "Internal server error". To be given
 * to the microservice with `deferInitialization: true`, or it comes too late:
 * `app.connectMicroservice({ strategy }, { deferInitialization: true }).useGlobalFilters(new KeepTheFault())`.
 */
@Catch()
export class KeepTheFault implements RpcExceptionFilter {
  catch(fault: unknown): Observable<never> {
    return throwError(() => fault);
  }
}
