import supertest, { type Test } from 'supertest';

/** Supertest against a listening service, signed in when it has a token. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly token?: string,
  ) {}

  get = (path: string): Test => this.signed(supertest(this.url).get(path));
  post = (path: string, body?: object): Test => this.signed(supertest(this.url).post(path)).send(body);
  patch = (path: string, body?: object): Test => this.signed(supertest(this.url).patch(path)).send(body);
  put = (path: string, body?: object): Test => this.signed(supertest(this.url).put(path)).send(body);
  delete = (path: string): Test => this.signed(supertest(this.url).delete(path));

  private signed(test: Test): Test {
    return this.token ? test.set('authorization', `Bearer ${this.token}`) : test;
  }
}
