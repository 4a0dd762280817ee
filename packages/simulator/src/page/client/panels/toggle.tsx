/** A switch for on and off that takes effect at once. */
export function Toggle({ label, checked, onChange }: { label: string; checked: boolean; onChange: () => void }) {
  return (
    <input type="checkbox" role="switch" class="toggle" aria-label={label} checked={checked} onChange={onChange} />
  );
}
