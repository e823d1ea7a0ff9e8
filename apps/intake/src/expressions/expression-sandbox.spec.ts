import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { RealmAnswer } from './expression-realm.ts';
import { ExpressionSandbox } from './expression-sandbox.ts';

const sandbox = new ExpressionSandbox();
afterAll(() => sandbox[Symbol.asyncDispose]());

const columns = { Name: 'Alpe', 'Power (MW)': '1.5', constructor: 'a column may be called so' };
const call = (expression: string, value: string | null = null) => ({ expression, columns, value, fields: null });
const answer = async (expression: string, value: string | null = null): Promise<RealmAnswer | undefined> => (await sandbox.evaluate([call(expression, value)]))[0];

describe('an expression', () => {
  it.each([
    ['Name & " " & $value', 'Alpe x'],
    ['$number(`Power (MW)`) * 1000', '1500'],
    ['$uppercase(Name)', 'ALPE'],
    ['Name = "Alpe"', 'true'],
    ['Missing', ''],
    ['$replace("a-b", /-/, "+")', 'a+b'],
    ['`constructor`', 'a column may be called so'],
    ['$round(0.1 + 0.2, 2)', '0.3'],
  ])('%s gives %j', async (expression, text) => {
    expect(await answer(expression, 'x')).toMatchObject({ text });
  });

  it.each([
    ['0.1 + 0.2', 'expression-inexact'],
    ['1e21', 'expression-inexact'],
    ['[1, 2]', 'expression-no-text'],
    ['{"a": 1}', 'expression-no-text'],
    ['$sum("a")', 'expression-failed'],
    ['$number("x")', 'expression-failed'],
    ['$error("own words")', 'expression-failed'],
    ['1 / 0', 'expression-inexact'],
    ['$now()', 'expression-failed'],
    ['$string($random())', 'expression-failed'],
  ])('%s is an error of its row: %s', async (expression, code) => {
    expect(await answer(expression)).toMatchObject({ code });
  });

  it('is checked for how it is written without being worked out', async () => {
    expect(await sandbox.check('$uppercase(Name)')).toBeUndefined();
    expect(await sandbox.check('$uppercase(')).toMatch(/./);
    expect(await sandbox.check(`${'('.repeat(3000)}1`)).toMatch(/./);
  });
});

const big = '$a := $pad("", 50000, "x"); $b := [1..4000];';
/** Each fails, or gives nothing that is not the row's own. */
const attempts: [string, string][] = [
  ['process', ''], ['$process', ''], ['globalThis', ''], ['require', ''], ['$require("fs")', 'expression-failed'], ['$eval("process")', ''],
  ['__proto__', ''], ['$string.constructor', ''], ['$sum.implementation', ''], ['$map.environment', ''], ['$lookup($, "__proto__")', ''], ['$lookup({}, "constructor")', ''],
  ['Name.constructor', ''], ['$string(Name.constructor)', ''], ['$keys($sum)', ''], ['($f := function($x) { $x.constructor }; $f($f))', ''],
  ['$constructor("return process")()', 'expression-failed'], ['$fetch("http://127.0.0.1")', 'expression-failed'], ['$import("node:fs")', 'expression-failed'],
  ['$setTimeout(1)', 'expression-failed'], ['$merge([{"__proto__": {"polluted": "yes"}}]).polluted', ''], ['({}).polluted', ''],
  ['($f := function($x) { $f($x + 1) }; $f(1))', 'expression-too-'], ['($f := function($x) { 1 + $f($x) }; $f(1))', 'expression-too-'],
  ['($f := function($s) { $f($s & $s) }; $f("abcdefgh"))', 'expression-too-large'], ['($f := function($x) { $f([$x, $x]) }; $f("a"))', 'expression-too-large'],
  ['($f := function($x) { $f($append($x, $x)) }; $f([1, 2]))', 'expression-too-large'],
  ['($f := function($x, $n) { $n = 0 ? $x : $f({"a": $x, "b": $x}, $n - 1) }; $count($f(1, 40).**))', 'expression-too-large'],
  ['($f := function($x, $n) { $n = 0 ? $x : $f({"a": $x, "b": $x}, $n - 1) }; $string($f(1, 40)))', 'expression-too-large'],
  ['$pad("x", 500000000)', 'expression-too-large'], ['$pad("x", 100000000, "ab")', 'expression-too-large'], ['[1..10000000]', 'expression-too-large'],
  ['$sum([1..9999999])', 'expression-too-large'], [`(${big} $join($b.$string($a)))`, 'expression-too-'], [`(${big} $string($b.{"a": $string($b)}))`, 'expression-too-'],
  [`($a := $pad("", 90000, "x"); $replace($a, /x/, $a))`, 'expression-'], [`($a := $pad("", 20000, "x"); $uppercase($replace($a, /x/, $a)))`, 'expression-too-large'], ['$fromMillis(1, "[Y,999999999]")', 'expression-too-large'],
  ['$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)', 'expression-too-long'], ['$contains($pad("", 90000, "x"), /(x*)*y/)', 'expression-too-'],
  ['$split("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a|aa)+$/)', 'expression-too-long'], ['$sort([1..5000], function($l, $r) { $l % 7 > $r % 7 })', 'expression-too-'],
  ['$map([1..5000], function($i) { $map([1..5000], function($j) { $i * $j }) })', 'expression-too-'], ['$eval("$eval(\\"[1..9999999]\\")")', 'expression-'],
  ['$reduce([1..5000], function($a, $b) { $a & $a })', 'expression-too-large'], ['$formatNumber(1, $pad("", 99999, "0"))', 'expression-'],
];

describe('what tries to get out of the sandbox, or to wear it out', () => {
  it.each(attempts)('%s ends as %j', async (expression, expected) => {
    const outcome = await answer(expression);
    expect(outcome).toBeDefined();
    const told = outcome && 'text' in outcome ? outcome.text : (outcome?.code ?? '');
    if (expected === '') expect(told).toBe('');
    else expect(told).toMatch(new RegExp(`^${expected}`));
    expect(await answer('Name')).toEqual({ text: 'Alpe' });
  }, 20_000);

  it('costs the other rows of its batch nothing, up to a few rows; then the batch is given up', async () => {
    const bomb = call('$match($value, /^(a+)+$/)', `${'a'.repeat(40)}!`);
    const few = await sandbox.evaluate([call('Name'), bomb, call('Name'), bomb, call('Name')]);
    expect(few.map((one) => ('text' in one ? one.text : one.code))).toEqual(['Alpe', 'expression-too-long', 'Alpe', 'expression-too-long', 'Alpe']);
    const many = await sandbox.evaluate([...Array.from({ length: 60 }, () => bomb), call('Name')]);
    expect(many).toHaveLength(61);
    expect(many.every((one) => 'code' in one)).toBe(true);
  }, 30_000);

  it('keeps requests of others waiting for no more than a part of its time', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const began = process.cpuUsage();
    const from = performance.now();
    const batch = [call('$match($value, /^(a+)+$/)', `${'a'.repeat(40)}!`), call('($f := function($x) { $f($x + 1) }; $f(1))'), call('$pad("x", 500000000)')];
    const outcomes = await sandbox.evaluate(batch);
    const [cpu, took] = [process.cpuUsage(began), performance.now() - from];
    await new Promise((resolve) => setTimeout(resolve, 50));
    delay.disable();
    console.log(`event-loop delay beside ${batch.length} attempts: p50 ${(delay.percentile(50) / 1e6).toFixed(1)} ms, p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, at most ${(delay.max / 1e6).toFixed(1)} ms; it took ${took.toFixed(0)} ms; CPU of the whole process ${((cpu.user + cpu.system) / 1000).toFixed(0)} ms`);
    expect(outcomes.every((one) => 'code' in one)).toBe(true);
    expect(delay.max / 1e6).toBeLessThan(took / 2);
  }, 20_000);
});
