import './receipt-guide';
