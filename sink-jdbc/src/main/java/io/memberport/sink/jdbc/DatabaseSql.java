package io.memberport.sink.jdbc;

/** The SQL of a database: how it differs from that of others. */
record DatabaseSql(Statements statements, Transactions transactions) {

    Dialect dialect() {
        return statements.dialect();
    }
}
