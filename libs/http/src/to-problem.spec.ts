import { describe, expect, it } from '@jest/globals';
import { NotFoundException } from '@nestjs/common';
import { Problem } from '@kairos/contracts';
import { DomainError, NotFound } from './domain-error.ts';
import { toProblem } from './to-problem.ts';

const problemOf = (error: unknown) => Problem.parse(toProblem(error, 'request-1').problem);

describe('a problem', () => {
  it('of a broken rule says its code, its reason and where', () => {
    const error = new DomainError('conflict', 'plant-code-taken', 'Taken.', [{ pointer: '/code', detail: 'is taken' }]);
    expect(problemOf(error)).toEqual({
      type: 'urn:kairos:problem:plant-code-taken', title: 'Conflict', status: 409, code: 'plant-code-taken', detail: 'Taken.', requestId: 'request-1', errors: [{ pointer: '/code', detail: 'is taken' }],
    });
  });

  it('of something that is not there says nothing about why', () => expect(problemOf(new NotFound('import-job'))).toMatchObject({ status: 404, code: 'import-job-not-found', detail: 'No such import job.' }));

  it('of an address without a route does not repeat it', () => {
    expect(problemOf(new NotFoundException('Cannot GET /x?token=hunter2'))).toMatchObject({ status: 404, code: 'not-found', detail: 'There is nothing at this address.' });
  });

  it('nobody foresaw tells nothing of its inside', () => {
    const problem = problemOf(new Error('password=hunter2 at /srv/kairos'));
    expect(problem).toEqual({ type: 'urn:kairos:problem:internal-error', title: 'Internal Server Error', status: 500, code: 'internal-error', requestId: 'request-1' });
  });

  it.each([{ code: 'ECONNREFUSED' }, { code: '57P01' }, new Error('Connection terminated unexpectedly')])('of a database that is away asks to try again', (error) => {
    expect(toProblem(error, 'r')).toMatchObject({ problem: { status: 503, code: 'database-unavailable' }, headers: { 'retry-after': '2' } });
  });

  it.each(['40P01', '40001'])('of commands that waited for one another (%s) asks to try again', (code) => {
    expect(toProblem(Object.assign(new Error('deadlock detected'), { code }), 'r')).toMatchObject({ problem: { status: 503, code: 'changed-at-once' }, headers: { 'retry-after': '1' } });
  });
});
