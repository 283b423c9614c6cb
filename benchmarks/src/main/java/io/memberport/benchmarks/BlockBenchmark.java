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
import io.memberport.port.ExportStream.UndecodedMembers;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.simulator.generator.ExportGenerator;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What happens to a block in one thread, step by step: cut out of the file and hashed, decoded, encoded as long CSV. The
 * time is that of all blocks of an export of some 20 MB. FastCSV, given strings, is the yardstick of the encoder.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BlockBenchmark {

    private static final int VALUES = 90_000;

    /** Variables of a member; with few, the members count. */
    @Param({"60", "3", "1000"})
    private int variables;

    private Path directory = Path.of("");
    private Path export = Path.of("");
    private final List<UndecodedMembers> cut = new ArrayList<>();
    private final List<MemberBlock> decoded = new ArrayList<>();
    private @Nullable CsvMemberSink sink;
    private @Nullable SinkRun run;

    /** Makes the export and takes it apart. */
    @Setup(Level.Trial)
    public void prepare() throws IOException {
        directory = Files.createTempDirectory("memberport-benchmark-");
        export = directory.resolve("export.json");
        ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(VALUES / variables)
                        .variables(variables)
                        .build())
                .writeTo(export);
        cut.addAll(cut());
        cut.forEach(block -> decoded.add(block.decode()));
        sink = CsvMemberSink.to(directory.resolve("unused.csv")).build();
        run = sink.open(SinkContext.of("benchmark"));
    }

    /** Leaves nothing behind. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        if (run != null && sink != null) {
            run.close();
            sink.close();
        }
        Files.delete(export);
        Files.delete(directory);
    }

    /** Reads, hashes and cuts. */
    @Benchmark
    public List<UndecodedMembers> cut() {
        List<UndecodedMembers> blocks = new ArrayList<>();
        try (ExportFileSource source = ExportFile.onDisk(export);
                ExportStream stream = source.open()) {
            for (UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
                blocks.add(next);
            }
        }
        return blocks;
    }

    /** Decodes what was cut. */
    @Benchmark
    public void decode(Blackhole decodedBlocks) {
        for (UndecodedMembers block : cut) {
            decodedBlocks.consume(block.decode());
        }
    }

    /** Encodes what was decoded, and writes it, because the sink would keep it otherwise. */
    @Benchmark
    public void encodeAndWriteLongCsv() {
        SinkRun open = run;
        if (open != null) {
            decoded.forEach(block -> open.prepare(block).write());
        }
    }

    /** Encodes the same to nowhere. */
    @Benchmark
    public void encodeLongCsvByFastCsv() throws IOException {
        try (Writer nowhere = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
                CsvWriter csv = CsvWriter.builder()
                        .quoteStrategy(QuoteStrategies.EMPTY)
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(nowhere)) {
            for (MemberBlock block : decoded) {
                for (Member member : block.members()) {
                    String id = member.id().asString();
                    member.variables().forEach(entry -> write(csv, id, entry));
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
