package io.memberport.sink.jdbc;

import io.memberport.testkit.ChangesContract;
import io.memberport.testkit.DeliveryContract;

/** What of the contract a layout or a mode can make a difference to. */
interface LayoutContract extends DeliveryContract, ChangesContract {}
