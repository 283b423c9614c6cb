package io.memberport.it;

import io.memberport.it.kill.InitialContent;
import io.memberport.it.kill.KillTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The tables of an export in a database, as the tools of their readers see them. */
final class DatabaseTarget implements KillTarget {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Place place;
    private String former = "";

    DatabaseTarget(Place place) {
        this.place = place;
    }

    @Override
    public void prepare(InitialContent start) throws Exception {
        place.prepare(start);
        former = content();
    }

    /** Twice: a server may still be at it when the client that told it to commit has gone. */
    @Override
    public String read() throws Exception {
        String first = content();
        awaitTheEndOfTheRun();
        String second = content();
        if (!first.equals(second) && !first.equals(former)) {
            throw new AssertionError("a reader sees first " + first + "\nand then " + second + "\nformer: " + former);
        }
        return second;
    }

    private String content() throws SQLException {
        try (Connection connection = place.connect()) {
            return TableContent.of(connection);
        }
    }

    /** Until then the next run would be told that another one is writing. */
    private void awaitTheEndOfTheRun() throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (place.isBusy()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the server still works for a client that has gone");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    @Override
    public List<String> leftovers() throws Exception {
        awaitTheEndOfTheRun();
        return place.strays();
    }
}
