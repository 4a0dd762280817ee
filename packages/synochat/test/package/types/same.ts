// Only compiled, as all of this folder: by `npm run typecheck` against the sources, by `npm run test:consumers` against the
// packed package with other releases of TypeScript.

// Two types are the same where a conditional type that waits for T cannot tell them apart.
type Probe<Type> = <T>() => T extends Type ? 1 : 2;
type Same<One, Other> = Probe<One> extends Probe<Other> ? [] : ['it is not of this very type'];

/** Compiles only when the value is of exactly that type: `same<string>()(value)`. */
export declare function same<Expected>(): <Actual>(value: Actual, ...mistake: Same<Expected, Actual>) => void;

/** Takes any value that compiles. */
export declare function look(value: unknown): void;
