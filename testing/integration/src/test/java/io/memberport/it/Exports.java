package io.memberport.it;

import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Export files for the program to load. */
final class Exports {

    private Exports() {}

    /** Writes a file of made-up members, the same for the same seed. */
    static void write(Path file, int members, long seed) throws IOException {
        ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(members)
                        .seed(seed)
                        .build())
                .writeTo(file);
    }

    /** Writes an export of a growing community: the more members and variables, the later. Both have most in common. */
    static void write(Path file, int members, int variables, String batchId) throws IOException {
        ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(members)
                        .variables(variables)
                        .batchId(batchId)
                        .oddShare(0)
                        .build())
                .writeTo(file);
    }

    /** Writes an export of what has changed in such a community since the full one. */
    static void writeChanges(Path file, int members, int variables, String batchId) throws IOException {
        ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(members)
                        .variables(variables)
                        .batchId(batchId)
                        .oddShare(0)
                        .changedShare(0.5)
                        .sinceDatetime(Instant.parse("2026-06-01T02:00:00Z"))
                        .exportDate(Instant.parse("2026-06-02T02:00:00Z"))
                        .build())
                .writeTo(file);
    }
}
