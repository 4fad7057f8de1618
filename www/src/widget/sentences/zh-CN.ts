import verdict from '../../../../locales/zh-CN/verdict.json';
import widget from '../../../../locales/zh-CN/widget.json';

export default { ...verdict, ...widget };
