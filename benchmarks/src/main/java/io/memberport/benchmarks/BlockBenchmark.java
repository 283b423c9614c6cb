package io.memberport.benchmarks;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.csv.LongLayout;
import io.memberport.encoding.csv.WideColumns;
import io.memberport.encoding.csv.WideLayout;
import io.memberport.file.ExportFile;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import io.memberport.port.ExportStream.UndecodedMembers;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
 * What happens to blocks in one thread, step by step: cut out of the file and hashed, decoded, encoded as CSV in memory.
 * Times are those of {@value #BLOCKS} blocks, some 12 MB. FastCSV, given strings, is the yardstick of the encoder.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BlockBenchmark {

    private static final CsvDialect DIALECT = new CsvDialect(',', false);
    private static final int VALUES = 90_000;

    /** Neither all of the export nor more than may lie undecoded: else the reader decodes blocks to prove its cuts. */
    private static final int BLOCKS = 48;

    /** Variables of a member; with few, the members count. */
    @Param({"60", "3", "1000"})
    private int variables;

    private Path directory = Path.of("");
    private Path export = Path.of("");
    private final List<UndecodedMembers> cut = new ArrayList<>();
    private final List<MemberBlock> decoded = new ArrayList<>();
    private final RowBuffer rows = new RowBuffer(1 << 20);
    private final BlockLines longLines = LongLayout.ofFile(DIALECT).apply(rows);
    private BlockLines wideLines = longLines;

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
        wideLines = new WideLayout(WideColumns.assign(List.copyOf(variables()), List.of()), DIALECT, rows);
    }

    private Set<ProfileVariable> variables() {
        Set<ProfileVariable> found = new LinkedHashSet<>();
        for (MemberBlock block : decoded) {
            MemberCursor at = block.cursor();
            while (at.nextMember()) {
                while (at.nextVariable()) {
                    found.add(at.variable());
                }
            }
        }
        return found;
    }

    /** Leaves nothing behind. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        Files.delete(export);
        Files.delete(directory);
    }

    /** Reads, hashes and cuts. */
    @Benchmark
    public List<UndecodedMembers> cut() {
        return cut(ExportFileSource::open);
    }

    /** The same with a checksum instead of the hash, as the first of two passes does. */
    @Benchmark
    public List<UndecodedMembers> cutAhead() {
        return cut(ExportFileSource::openAhead);
    }

    private List<UndecodedMembers> cut(Function<ExportFileSource, ExportStream> pass) {
        List<UndecodedMembers> blocks = new ArrayList<>();
        try (ExportFileSource source = ExportFile.onDisk(export);
                ExportStream stream = pass.apply(source)) {
            while (blocks.size() < BLOCKS) {
                blocks.add(Objects.requireNonNull(stream.next(), "the export is too short"));
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

    /** Encodes what was decoded, in memory. */
    @Benchmark
    public long encodeLongCsv() {
        return encode(longLines);
    }

    /** The same in the wide layout. */
    @Benchmark
    public long encodeWideCsv() {
        return encode(wideLines);
    }

    private long encode(BlockLines lines) {
        long bytes = 0;
        for (MemberBlock block : decoded) {
            rows.clear();
            lines.write(block);
            bytes += rows.size();
        }
        return bytes;
    }

    /** Encodes the same in the long layout, to nowhere. */
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
