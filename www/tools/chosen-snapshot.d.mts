import type { Plugin } from 'vite';

export function chosenSnapshot(): Plugin;
