export { default } from '../../../../locales/zh-CN/scan.json';
