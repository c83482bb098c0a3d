// Before the first paint, so that a dark page does not flash. The state takes over as soon as it is there.
try {
  const kept = JSON.parse(localStorage.getItem('wengert.preferences') ?? '{}');
  document.documentElement.dataset.theme = kept?.theme ?? 'auto';
} catch {
  // nothing kept, or nothing that can be read: as the system has it
}
