/** What an answer leads on to: the paper, the other phone, the small print. */

import './compare-view';
import './fold-view';
import './phone-view';
import './terminal-card';
