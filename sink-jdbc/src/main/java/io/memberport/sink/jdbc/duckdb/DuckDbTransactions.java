package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.Transactions;

/** The transactions of DuckDB. */
public final class DuckDbTransactions extends Transactions {

    @Override
    public boolean hasTransactionalDdl() {
        return true;
    }
}
