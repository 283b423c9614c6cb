package io.memberport.sink.csv;

import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.csv.ListForm;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.csv.WideColumns;
import io.memberport.encoding.file.Disk;
import io.memberport.encoding.file.FileTarget;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes an export to a CSV file as RFC 4180 describes it: UTF-8, a header, CRLF at the end of each row, quotes only
 * where they are needed, and no byte order mark unless it is turned on. A null is an empty cell, an empty string is
 * {@code ""}. A file whose name ends in {@code .gz} is compressed.
 *
 * <p>Each commit replaces the whole file by a new one in a single step; its manifest, {@code <file>.manifest.json},
 * comes right after. Until then the new file is under another name in the same directory, readable by this user alone,
 * and is deleted if the run fails or, after a crash, when the next run starts. A replaced file's permissions are kept,
 * unless another user may have planted it; a new file can be read by this user alone. If the target is a symbolic link,
 * the file it leads to is replaced.
 *
 * <p>Encoding happens in {@link SinkRun#prepare}, so it uses as many cores as call it.
 */
public final class CsvMemberSink implements MemberSink {

    private final FileTarget<Manifest> target;
    private final CsvFormat format;
    private final Disk disk;

    CsvMemberSink(Path target, CsvFormat format, Disk disk) {
        this.target = new FileTarget<>(target, disk, Manifest.class);
        this.format = format;
        this.disk = disk;
    }

    /**
     * Starts the description of a sink.
     *
     * @param file the target, {@code members.csv} or {@code members.csv.gz} for example; its directory must exist when
     *     the sink is opened
     */
    public static Builder to(Path file) {
        return new Builder(file);
    }

    @Override
    public String description() {
        return target.description();
    }

    @Override
    public List<Path> files() {
        return target.files().all();
    }

    @Override
    public boolean needsVariablesFirst() {
        return format.layout() == Layout.WIDE;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Does not check whether another run is in progress: this check would take the lock, and could make another run
     * fail.
     *
     * @throws MemberportException also of kind {@link FailureKind#CONFIGURATION} if the directory does not exist or the
     *     target is not a file
     */
    @Override
    public void check() {
        target.check();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Empty also if the file has another size or time than when it was committed, or was written with other options.
     */
    @Override
    public Optional<LastCommit> lastCommit(String community) {
        return target.shownManifest(community)
                .filter(manifest -> manifest.format().equals(format))
                .map(Manifest::lastCommit);
    }

    /** Also if the file was written with other options. */
    @Override
    public Optional<Instant> newestExportDate(String community) {
        return target.shownManifest(community).map(Manifest::lastCommit).map(LastCommit::exportDate);
    }

    @Override
    public Optional<CommittedVariables> lastVariables(String community) {
        return target.lastManifest(community).flatMap(Manifest::committedVariables);
    }

    @Override
    public Map<String, String> columnsOf(String community, List<ProfileVariable> variables) {
        return format.layout() == Layout.WIDE
                ? WideColumns.assign(variables, formerColumns(community)).names()
                : Map.of();
    }

    /** The columns that a community's file has, and those that it once had; empty if there are none, or none is known. */
    private List<WideColumn> formerColumns(String community) {
        return target.lastManifest(community).map(Manifest::wideColumns).orElse(List.of());
    }

    /**
     * {@inheritDoc}
     *
     * @throws MemberportException also of kind {@link FailureKind#CONFIGURATION} if the directory does not exist or the
     *     target is not a file
     */
    @Override
    public SinkRun open(SinkContext context) {
        return target.open(replacement -> CsvRun.start(
                replacement,
                format,
                context,
                // Read under the lock: the run that had it before may have written a new one.
                formerColumns(context.community())));
    }

    /** Whatever options the file was written with: its manifest says them. */
    @Override
    public Optional<MemberEraser> eraser() {
        return Optional.of(new CsvEraser(target::files, disk));
    }

    @Override
    public String toString() {
        return "CsvMemberSink[" + target + "]";
    }

    /** Collects the settings of a sink. */
    public static final class Builder {

        private final Path file;
        private Layout layout = Layout.LONG;
        private char delimiter = ',';
        private boolean formulaGuard;
        private boolean byteOrderMark;
        private ListForm lists = ListForm.JSON;

        private Builder(Path file) {
            this.file = Objects.requireNonNull(file, "file");
        }

        /**
         * What a row is. {@link Layout#LONG} if not set: the columns are {@code member_id}, {@code variable_id}, {@code
         * variable_name}, {@code data_type}, {@code is_sensitive}, {@code position} (from 0 within a member's
         * variable), {@code value_id}, {@code value} and {@code effective_date}. {@link Layout#WIDE} has {@code
         * member_id}, then one column per variable; several values, and those of a {@code set} however many, are a JSON
         * array. Which variable has which column is in the manifest, and stays so for later exports to the same file.
         * There is no {@link Layout#JSON}.
         */
        public Builder layout(Layout layout) {
            this.layout = Objects.requireNonNull(layout, "layout");
            return this;
        }

        /**
         * What stands between cells: an ASCII character that is no letter, digit, quote, line end or NUL. A comma if
         * not set.
         */
        public Builder delimiter(char delimiter) {
            this.delimiter = delimiter;
            return this;
        }

        /**
         * Whether to put an apostrophe before text that a spreadsheet would read as a formula. Never touches numbers.
         * Off if not set, because it changes data.
         */
        public Builder formulaGuard(boolean on) {
            this.formulaGuard = on;
            return this;
        }

        /**
         * Whether the file begins with the byte order mark of UTF-8, by which spreadsheets know the encoding. Off if
         * not set, because other readers read it as a part of the first column's name.
         */
        public Builder byteOrderMark(boolean on) {
            this.byteOrderMark = on;
            return this;
        }

        /**
         * Whether several values of a variable, and those of a {@code set} however many, are text for people in the wide layout:
         * {@code Chess; Go}, where a value with a semicolon is in double quotes. A JSON array if not set.
         */
        public Builder listsAsText(boolean on) {
            this.lists = on ? ListForm.TEXT : ListForm.JSON;
            return this;
        }

        /**
         * Makes the sink, without touching the target yet.
         *
         * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if the layout is {@link Layout#JSON} or
         *     the delimiter cannot be one
         */
        public CsvMemberSink build() {
            CsvFormat format = new CsvFormat(
                    layout, new CsvDialect(delimiter, formulaGuard, lists), byteOrderMark, Compression.ofFile(file));
            return new CsvMemberSink(file, format, Disk.REAL);
        }
    }
}
