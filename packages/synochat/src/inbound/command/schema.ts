/** What is looked at in a valibot schema: plain data that says what it is. */
export interface SomeSchema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SomeSchema>>;
  readonly key?: string;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly pipe?: readonly SomeSchema[];
  readonly title?: string;
  readonly description?: string;
  readonly fallback?: unknown;
  readonly wrapped?: SomeSchema;
  readonly item?: SomeSchema;
}
