/** Answers requests on one subject, and HTTP so that its start can be awaited. */
import { createServer } from 'node:http';
import { connect } from '@nats-io/transport-node';

export type EchoInput = { login: { servers: string; user: string; password: string }; subject: string; port: number };

const { login, subject, port } = JSON.parse(process.argv[2] ?? '{}') as EchoInput;
const connection = await connect({ servers: login.servers, user: login.user, pass: login.password });
connection.subscribe(subject, { callback: (_error, message) => void message.respond(message.data) });
await connection.flush();
createServer((_request, response) => response.end()).listen(port, '127.0.0.1');
