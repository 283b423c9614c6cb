package io.memberport.sink.jdbc;

import io.memberport.testkit.ChangesContract;
import io.memberport.testkit.CommitContract;
import io.memberport.testkit.DeliveryContract;
import io.memberport.testkit.FailureContract;

/** The contract without what one layout in one mode shows for all of a database's: runs at once, processes killed. */
interface SinkContract extends DeliveryContract, CommitContract, ChangesContract, FailureContract {}
