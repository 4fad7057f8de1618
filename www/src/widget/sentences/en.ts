import verdict from '../../../../locales/en/verdict.json';
import widget from '../../../../locales/en/widget.json';

export default { ...verdict, ...widget };
