/**
 * Makes a record without a prototype, for names that others choose. By a constructor: what comes from
 * `Object.create(null)` engines keep as a hash table, which takes twice as long to fill.
 */
export const Bare = /* @__PURE__ */ (() => {
  function Fields() {
    // Filled afterwards.
  }
  Fields.prototype = Object.create(null) as object;
  return Fields as unknown as new <Value>() => Record<string, Value>;
})();
