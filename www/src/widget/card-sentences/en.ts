import card from '../../../../locales/en/card.json';

export default card;
