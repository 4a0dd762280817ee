/**
 * Makes a record without a prototype, for names that strangers choose. A constructor makes it, because engines store the
 * result of `Object.create(null)` as a hash table, which takes twice as long to fill.
 */
export const NullRecord = /* @__PURE__ */ (() => {
  function Empty() {
    // The caller adds the members.
  }
  Empty.prototype = Object.create(null) as object;
  return Empty as unknown as new <Value>() => Record<string, Value>;
})();
