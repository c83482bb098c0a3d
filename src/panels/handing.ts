// Handing something out of the page: to the clipboard, or as a file.

/** A file from what is in memory. */
export function saveAs(content: string | Blob, name: string, mime = 'text/plain'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type: `${mime};charset=utf-8` }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** True where the browser let it in. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** What canvases of all browsers can hold. */
const LONGEST_SIDE = 16_384;
const LARGEST_AREA = 120_000_000;

/** Why a picture cannot be had at a scale; null where it can. */
export function tooManyDots(width: number, height: number, scale: number): string | null {
  const [w, h] = [width * scale, height * scale];
  return Math.max(w, h) > LONGEST_SIDE || w * h > LARGEST_AREA
    ? `${Math.round(w)} × ${Math.round(h)} dots are more than browsers can draw; take a smaller scale, or SVG.`
    : null;
}

/** A picture as dots, drawn by the browser from the same text that is saved as SVG. */
export async function toPng(svg: string, width: number, height: number, scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob === null ? failed(new Error('no picture')) : done(blob)), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
