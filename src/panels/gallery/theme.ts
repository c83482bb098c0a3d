import { useEffect, useState } from 'react';

const system = () => matchMedia('(prefers-color-scheme: dark)');

function isDarkNow(): boolean {
  const theme = document.documentElement.dataset['theme'] ?? 'auto';
  return theme === 'auto' ? system().matches : theme.endsWith('dark');
}

/** Whether the page is dark: `theme.js` has put the reader's theme at the page, which may leave it to the system. */
export function useDark(): boolean {
  const [isDark, setDark] = useState(isDarkNow);
  useEffect(() => {
    const media = system();
    const look = () => setDark(isDarkNow());
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, []);
  return isDark;
}
