package io.memberport.architecture.planted.words;

/** Planted: a library that knows a flag, a command and a variable of the launcher, and a word that only looks like one. */
final class NamesTheLauncher {

    static final double NONE = 0.5;
    static final long MANY = 1L << 40;

    private NamesTheLauncher() {}

    static String advice(int which) {
        return switch (which) {
            case 0 -> "Raise that limit (--max-file-size).";
            case 1 -> "'memberport ddl' prints a script for that.";
            case 2 -> "Give it as MEMBERPORT_JDBC_PASSWORD.";
            default -> "a memberport- prefix -- and no flag " + NONE + MANY;
        };
    }
}
