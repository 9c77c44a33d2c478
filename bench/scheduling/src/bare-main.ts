import { randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import pg from 'pg';

/** The least that could be called a booking: what comes is one row, and nothing is decided. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const server = fastify();
server.get('/health/live', () => ({ status: 'ok' }));
server.put('/scheduling/appointments/:appointmentId', async (request, reply) => {
  const { appointmentId } = request.params as { readonly appointmentId: string };
  await pool.query({
    name: 'insert',
    text: 'insert into bare_bookings (id, appointment_id, data) values ($1, $2, $3)',
    values: [randomUUID(), appointmentId, JSON.stringify(request.body)],
  });
  return reply.status(201).send({ appointmentId, ...(request.body as object) });
});
process.once('SIGTERM', () => void server.close().then(() => pool.end()));
await server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
