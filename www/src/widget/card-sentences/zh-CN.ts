import card from '../../../../locales/zh-CN/card.json';

export default card;
