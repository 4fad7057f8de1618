export { default } from '../../../../locales/en/scan.json';
