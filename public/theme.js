// Before the first paint, so that a dark page does not flash. The state takes over as soon as it is there.
try {
  const kept = JSON.parse(localStorage.getItem('wengert.preferences') ?? '{}');
  document.documentElement.dataset.theme = kept?.theme ?? 'auto';
} catch {
  // nothing kept, or nothing that can be read: as the system has it
}

// A link into a lecture opens without the panels.
if (/[#&]present(=(?!off)|&|$)/.test(location.hash)) {
  const { dataset } = document.documentElement;
  const isDark =
    dataset.theme?.endsWith('dark') ||
    (dataset.theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  const chosen = /[#&]lecture\.theme=(\w+)/.exec(location.hash)?.[1] ?? (isDark ? 'dark' : 'light');
  dataset.theme = chosen === 'dark' ? 'projector-dark' : 'projector';
  dataset.present = 'on';
}
