import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A mail server on loopback that understands as much SMTP as it takes to receive a mail, and keeps what it got. */
export class SmtpServer {
  readonly received: { recipients: string[]; content: string }[] = [];
  /** Answers every recipient with this instead of taking it. */
  refusal: string | undefined;

  private constructor(private readonly server: Server) {}

  static async listen(port = 0): Promise<SmtpServer> {
    const server = createServer();
    const smtp = new SmtpServer(server);
    server.on('connection', (socket) => smtp.converse(socket));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    return smtp;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private converse(socket: Socket): void {
    let pending = '';
    let recipients: string[] = [];
    let content: string | undefined;
    const say = (line: string) => void socket.write(`${line}\r\n`);
    const command = (line: string): void => {
      const recipient = /^RCPT TO:<([^>]+)>/i.exec(line)?.[1];
      if (recipient && this.refusal) return say(this.refusal);
      if (recipient) recipients.push(recipient);
      if (/^QUIT/i.test(line)) return void socket.end('221 bye\r\n');
      if (/^DATA/i.test(line)) content = '';
      say(content === '' ? '354 go on' : '250 fine');
    };
    const line = (text: string): void => {
      if (content === undefined) return command(text);
      if (text !== '.') return void (content += `${text}\n`);
      this.received.push({ recipients, content });
      [recipients, content] = [[], undefined];
      say('250 taken');
    };
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const lines = (pending + chunk.toString('utf8')).split('\r\n');
      pending = lines.pop() ?? '';
      lines.forEach(line);
    });
    say('220 test server');
  }
}
