package io.memberport.sink.jdbc.mariadb;

import io.memberport.sink.jdbc.dialect.Transactions;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** The transactions of MariaDB and MySQL: each statement of DDL commits, and locks have names. */
public final class MariaDbTransactions extends Transactions {

    /** Of DDL for a table, and of rows that another transaction has written. */
    @Override
    public void limitLockWaits(Handle handle, Duration longest) {
        long seconds = Math.max(1, longest.toSeconds());
        handle.execute(
                "SET SESSION lock_wait_timeout = " + seconds + ", SESSION innodb_lock_wait_timeout = " + seconds);
    }

    @Override
    public boolean lock(Handle handle, String name, int patienceSeconds) {
        Integer got = handle.createQuery("SELECT GET_LOCK(?, ?)")
                .bind(0, name)
                .bind(1, patienceSeconds)
                .mapTo(Integer.class)
                .one();
        return got != null && got == 1;
    }

    @Override
    public boolean keepsRunsAway() {
        return true;
    }

    @Override
    public void unlock(Handle handle, String name) {
        handle.createQuery("SELECT RELEASE_LOCK(?)")
                .bind(0, name)
                .mapTo(Integer.class)
                .findOne();
        handle.execute("SET SESSION lock_wait_timeout = DEFAULT, SESSION innodb_lock_wait_timeout = DEFAULT");
    }

    /** What its driver says of that is what it was told; the server says it of every statement that would write. */
    @Override
    public boolean isReadOnly(Handle handle) {
        return false;
    }
}
