package io.memberport.benchmarks;

public final class SideBySide {
    private SideBySide() {}
}
