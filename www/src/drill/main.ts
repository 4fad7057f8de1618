import './receipt-drill';
