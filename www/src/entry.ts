/** What stands on the page for whoever comes without a link, and below an answer. */

import './elements/domain-lookup';
import './elements/sample-shelf';
import './elements/trust-offer';
import './elements/trust-panel';
import './scanner/receipt-scanner';
