package io.memberport.benchmarks;

import io.memberport.simulator.generator.ExportGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The export files that are measured with. */
final class Exports {

    private static final int BUFFER_BYTES = 1 << 16;

    private Exports() {}

    /** Members with some 55 values each. */
    static ExportGenerator.Spec spec(long members) {
        return ExportGenerator.Spec.builder().members(members).variables(60).build();
    }

    /** Writes it and says how large it is. */
    static Path write(ExportGenerator.Spec spec, Path file) throws IOException {
        ExportGenerator.Content content = ExportGenerator.of(spec).writeTo(file);
        System.out.printf(
                Locale.ROOT,
                "Export: %,d bytes, %,d members, %,d values%n",
                content.jsonBytes(),
                content.members(),
                content.values());
        return file;
    }

    /** The same members, and in each that has variables one with another effective date; says nothing. */
    static Path writeChanged(ExportGenerator.Spec spec, Path file) throws IOException {
        try (OutputStream out =
                new OneChangeEach(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
            ExportGenerator.of(spec).writeTo(out);
        }
        return file;
    }
}
