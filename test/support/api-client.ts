import { expect } from 'chai';

export interface Answer<T = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** The HTTP API as a script uses it: JSON in and out, the login's cookie kept. */
export class ApiClient {
  readonly base: string;
  cookie: string | null = null;
  private held: { login: string; password: string } | null = null;

  constructor(base: string) {
    this.base = base;
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
  }

  async login(login: string, password: string): Promise<Answer> {
    const answer = await this.request('POST', '/api/login', { login, password });
    const [cookie] = answer.headers.getSetCookie();
    if (answer.status === 200 && cookie) {
      this.cookie = cookie.split(';')[0] ?? null;
      this.held = { login, password };
    }
    return answer;
  }

  async get<T = any>(path: string): Promise<T> {
    return this.must('GET', path);
  }

  async post<T = any>(path: string, body?: unknown): Promise<T> {
    return this.must('POST', path, body);
  }

  async patch<T = any>(path: string, body: unknown): Promise<T> {
    return this.must('PATCH', path, body);
  }

  async put<T = any>(path: string, body: unknown): Promise<T> {
    return this.must('PUT', path, body);
  }

  /** Asserts a refusal: its status and its code, as a problem document of RFC 9457. */
  async refused(code: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.request(method, path, body);
    expectProblem(answer, code);
    return answer;
  }

  /** Signs in again where the login has run out, as it does for a test that moves the clock by days. */
  private async must(method: string, path: string, body?: unknown): Promise<any> {
    let answer = await this.request(method, path, body);
    if (answer.status === 401 && this.held !== null) {
      await this.login(this.held.login, this.held.password);
      answer = await this.request(method, path, body);
    }
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }
}

export function expectProblem(answer: Answer, code: string, status?: number): void {
  expect(answer.body, answer.text).to.include({ code, status: answer.status });
  expect(answer.headers.get('content-type')).to.contain('application/problem+json');
  expect(answer.body.detail).to.be.a('string').that.is.not.empty;
  expect(answer.status).to.be.within(400, 503);
  if (status !== undefined) expect(answer.status).to.equal(status);
}
