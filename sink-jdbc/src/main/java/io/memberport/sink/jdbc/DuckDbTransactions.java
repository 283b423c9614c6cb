package io.memberport.sink.jdbc;

/** The transactions of DuckDB. */
final class DuckDbTransactions extends Transactions {

    @Override
    boolean hasTransactionalDdl() {
        return true;
    }
}
