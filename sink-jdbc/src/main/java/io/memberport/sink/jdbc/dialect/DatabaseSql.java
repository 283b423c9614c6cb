package io.memberport.sink.jdbc.dialect;

/** The SQL of a database: how it differs from that of others. */
public record DatabaseSql(Statements statements, Transactions transactions) {

    public Dialect dialect() {
        return statements.dialect();
    }
}
