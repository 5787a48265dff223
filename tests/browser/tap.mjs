/*
 * tap.mjs -- tests as sentences, in the Test Anything Protocol; differences go to standard error.
 */
let n = 0;
let failed = 0;

export class Difference extends Error {}

/* Throws unless it holds: the sentence says what was expected. */
export function check(holds, sentence) {
    if (!holds) throw new Difference(sentence);
}

export function same(got, want, what) {
    check(JSON.stringify(got) === JSON.stringify(want), `${what}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

export async function test(sentence, run) {
    n++;
    try {
        await run();
        console.log(`ok ${n} - ${sentence}`);
    } catch (error) {
        failed++;
        console.log(`not ok ${n} - ${sentence}`);
        console.error(`${sentence}: ${error instanceof Difference ? error.message : error.stack}`);
    }
}

/* Prints the plan; returns the exit code. */
export function finish() {
    console.log(`1..${n}`);
    console.log(`# ${n - failed} passed, ${failed} failed`);
    return failed > 0 || n === 0 ? 1 : 0;
}
