package io.memberport.benchmarks;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.memberport.file.ExportFile;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.simulator.ExportGenerator;
import io.memberport.sink.csv.CsvMemberSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Compares the two ways to encode decoded members as long CSV, in one thread and without a file: the sink's own encoder,
 * and FastCSV fed with strings. In turns, in this process; the first rounds are for the virtual machine to warm up.
 */
public final class CsvEncoding {

    private static final int MEMBERS = 4_000;
    private static final int WARM_UP_ROUNDS = 10;
    private static final int ROUNDS = 15;

    private CsvEncoding() {}

    /** Measures and prints medians. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("memberport-benchmark-");
        Path export = directory.resolve("export.json");
        try {
            ExportGenerator.of(ExportGenerator.Spec.builder()
                            .members(MEMBERS)
                            .variables(60)
                            .build())
                    .writeTo(export);
            measure(blocks(export), Files.size(export), directory);
        } finally {
            Files.deleteIfExists(export);
            Files.delete(directory);
        }
    }

    private static List<MemberBlock> blocks(Path export) {
        List<MemberBlock> blocks = new ArrayList<>();
        try (ExportFileSource source = ExportFile.onDisk(export);
                ExportStream stream = source.open()) {
            for (ExportStream.UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
                blocks.add(next.decode());
            }
        }
        return blocks;
    }

    private static void measure(List<MemberBlock> blocks, long bytes, Path directory) throws IOException {
        List<Measurement> own = new ArrayList<>();
        List<Measurement> fastCsv = new ArrayList<>();
        try (CsvMemberSink sink =
                        CsvMemberSink.to(directory.resolve("unused.csv")).build();
                SinkRun run = sink.open(SinkContext.of("benchmark"))) {
            for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
                long start = System.nanoTime();
                for (MemberBlock block : blocks) {
                    // Written, too, or the sink would have to keep what it encoded.
                    run.prepare(block).write();
                }
                long between = System.nanoTime();
                encodeWithFastCsv(blocks);
                long end = System.nanoTime();
                if (round >= WARM_UP_ROUNDS) {
                    own.add(new Measurement((between - start) / 1e9, 0));
                    fastCsv.add(new Measurement((end - between) / 1e9, 0));
                }
            }
        }
        double ownSeconds = Measurement.medianSeconds(own);
        double fastCsvSeconds = Measurement.medianSeconds(fastCsv);
        System.out.printf(
                Locale.ROOT,
                "per MB of JSON: own encoder, file writing included %.2f ms; FastCSV, to nowhere %.2f ms; ratio %.1f%n",
                ownSeconds * 1e9 / bytes,
                fastCsvSeconds * 1e9 / bytes,
                fastCsvSeconds / ownSeconds);
    }

    private static void encodeWithFastCsv(List<MemberBlock> blocks) throws IOException {
        try (Writer nowhere = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
                CsvWriter csv = CsvWriter.builder()
                        .quoteStrategy(QuoteStrategies.EMPTY)
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(nowhere)) {
            for (MemberBlock block : blocks) {
                for (Member member : block.members()) {
                    String id = member.id().asString();
                    for (VariableValues entry : member.variables()) {
                        write(csv, id, entry);
                    }
                }
            }
        }
    }

    private static void write(CsvWriter csv, String memberId, VariableValues entry) {
        ProfileVariable variable = entry.variable();
        int position = 0;
        for (Value value : entry.values()) {
            csv.writeRecord(
                    memberId,
                    variable.id(),
                    variable.name(),
                    variable.dataTypeName(),
                    variable.sensitivity().name(),
                    Integer.toString(position++),
                    string(value.id()),
                    string(value.text()),
                    string(entry.effectiveDate()));
        }
    }

    private static @Nullable String string(@Nullable Text text) {
        return text == null ? null : text.asString();
    }
}
