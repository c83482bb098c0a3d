/**
 * Where the reader's own lessons are kept. Apart from the shelf itself, which takes an engine to read: the gallery asks
 * first whether there is anything on it.
 */
export const OWN_KEY = 'wengert.lessons';
